import {describe, expect, it} from 'vitest'
import {isOpenHeader, strongestHeaders, typedHeaders, variableHeaders} from '../../../src/base/input/request-headers.js'

function values(headers: {name: string; value: string}[]): [string, string][] {
  return headers.map(({name, value}) => [name, value])
}

const asVariable = ([name, value]: [string, string]) => variableHeaders(JSON.stringify({[name]: value}))

describe('headers', () => {
  it.each<[string[], [string, string][]]>([
    [['X-Trace: a'], [['x-trace', 'a']]],
    [['a:b'], [['a', 'b']]],
    [['a:  b: c  '], [['a', 'b: c']]],
    [['a:'], [['a', '']]],
    [['a: tab\tin it'], [['a', 'tab\tin it']]],
    [['a: ü'], [['a', 'ü']]],
    [['A: 1', 'a: 2'], [['a', '1, 2']]],
    [['Content-Type: text/plain'], [['content-type', 'text/plain']]],
    [['constructor: a'], [['constructor', 'a']]],
    [['Cookie: _oauth2_proxy=a; b=c'], [['cookie', '_oauth2_proxy=a; b=c']]],
    [['Proxy-Authorization: Bearer a'], [['proxy-authorization', 'Bearer a']]],
  ])('of -H %j', (typed, headers) => {
    expect(values(typedHeaders(typed))).toEqual(headers)
  })

  it('of the variable', () => {
    const json = '{"CF-Access-Client-Id": " a.access ", "x-a": "1", "X-A": "2", "__proto__": "p"}'
    expect(variableHeaders(json)).toEqual([
      {name: 'cf-access-client-id', value: 'a.access', source: 'LANGFUSE_CLI_HEADERS'},
      {name: 'x-a', value: '1, 2', source: 'LANGFUSE_CLI_HEADERS'},
      {name: '__proto__', value: 'p', source: 'LANGFUSE_CLI_HEADERS'},
    ])
    expect(variableHeaders('{}')).toEqual([])
  })

  it('of one name are those of the stronger source', () => {
    const all = [...typedHeaders(['x-a: typed']), ...variableHeaders('{"X-A":"variable","x-b":"b"}')]
    expect(values(strongestHeaders(all))).toEqual([
      ['x-a', 'typed'],
      ['x-b', 'b'],
    ])
  })

  it.each<[string, string]>([
    ['a', ' b\r\nAuthorization: x-secret'],
    ['a', ' b-secret\nc: d'],
    ['a', ' b-secret\rc'],
    ['a', ' b-secret\n'],
    ['a', '\n b-secret'],
    ['a', ' secret\u0000'],
    ['a', ' secret\u001b[2J'],
    ['a', ' secret\u007f'],
    ['a', ' secret\u{1f680}'],
    ['a\r\nb', ' c-secret'],
    ['a b', ' c-secret'],
    [' a', ' c-secret'],
    ['', ' c-secret'],
    ['ä', ' b-secret'],
    ['(a)', ' b-secret'],
    ...[
      'Authorization',
      'AUTHORIZATION',
      'Host',
      'Content-Length',
      'Transfer-Encoding',
      'Connection',
      'Proxy-Connection',
      'Upgrade',
      'TE',
      'X-HTTP-Method-Override',
      'x-http-method',
      'X-Method-Override',
    ].map((name): [string, string] => [name, ' x-secret-x']),
  ])('%j with the value %j are refused from every source, without the value', (name, value) => {
    for (const read of [() => typedHeaders([`${name}:${value}`]), () => asVariable([name, value])]) {
      expect(read).toThrow(/nothing was sent$/)
      expect(read).not.toThrow('secret')
    }
  })

  it.each(['a', '', 'x-secret=1'])('-H %j is none', (line) => {
    expect(() => typedHeaders([line])).toThrow(/^-H number 1 is no header; nothing was sent$/)
  })

  it.each([
    '{"a": "secret"',
    '"a: secret"',
    '[{"a":"secret"}]',
    '{"a":1}',
    '{"a":["secret"]}',
    '{"a":null}',
    'null',
    'secret',
  ])('the variable %j is refused by its name', (json) => {
    expect(() => variableHeaders(json)).toThrow(
      /^LANGFUSE_CLI_HEADERS is not a JSON object of header names and values; nothing was sent$/,
    )
    expect(() => variableHeaders(json)).not.toThrow('secret')
  })
})

it.each<[string, boolean]>([
  ['accept', true],
  ['accept-language', true],
  ['content-type', true],
  ['if-none-match', true],
  ['user-agent', true],
  ['x-langfuse-sdk-name', true],
  ['x-langfuse-admin-api-key', false],
  ['cf-access-client-id', false],
  ['accepted', false],
  ['x-tenant', false],
])('anybody may see the value of %s: %s', (name, open) => {
  expect(isOpenHeader(name)).toBe(open)
})

import {describe, expect, it} from 'vitest'
import {readHeaders} from '../../../src/base/raw/headers.js'

describe('headers of -H', () => {
  it.each([
    [['X-Trace: a'], {'x-trace': 'a'}],
    [['a:b'], {a: 'b'}],
    [['a:  b: c  '], {a: 'b: c'}],
    [['a:'], {a: ''}],
    [['a: tab\tin it'], {a: 'tab\tin it'}],
    [['a: ü'], {a: 'ü'}],
    [['A: 1', 'a: 2'], {a: '1, 2'}],
    [['Content-Type: text/plain'], {'content-type': 'text/plain'}],
  ])('%j', (typed, headers) => {
    expect(readHeaders(typed)).toEqual(headers)
  })

  it.each([
    'a: b\r\nAuthorization: x',
    'a: b\nc: d',
    'a: b\rc',
    'a: b\n',
    'a:\n b',
    'a: \u0000',
    'a: \u001b[2J',
    'a: \u007f',
    'a: \u{1f680}',
    'a\r\nb: c',
    'a b: c',
    ' a: c',
    ': c',
    'a',
    '',
    'ä: b',
    '(a): b',
  ])('%j is refused', (line) => {
    expect(() => readHeaders([line])).toThrow(/nothing was sent/)
  })

  it.each([
    'Authorization',
    'authorization',
    'AUTHORIZATION',
    'Proxy-Authorization',
    'Host',
    'Content-Length',
    'Transfer-Encoding',
    'Connection',
    'Cookie',
    'Upgrade',
    'TE',
    'X-HTTP-Method-Override',
    'x-http-method',
    'X-Method-Override',
  ])('%s cannot be set, and why is said', (name) => {
    expect(() => readHeaders([`${name}: x-secret-x`])).toThrow(/cannot be set: \w.+; nothing was sent$/)
    expect(() => readHeaders([`${name}: x-secret-x`])).not.toThrow('x-secret-x')
  })

  it('that share a name with what objects have are only headers', () => {
    expect(readHeaders(['constructor: a'])).toEqual({constructor: 'a'})
  })
})

import {describe, expect, it} from 'vitest'
import {isAddress, resolveAddress} from '../../../src/base/raw/address.js'

const HOST = 'https://langfuse.example:8443'
const BASED = `${HOST}/base`

describe('an address', () => {
  it.each([
    ['/v2/prompts', '/api/public/v2/prompts', ''],
    ['v2/prompts', '/api/public/v2/prompts', ''],
    ['/api/public/v2/prompts', '/api/public/v2/prompts', ''],
    ['api/public/v2/prompts', '/api/public/v2/prompts', ''],
    ['public/v2/prompts', '/api/public/v2/prompts', ''],
    ['/public/v2/prompts', '/api/public/v2/prompts', ''],
    ['/v2/prompts/foo ', '/api/public/v2/prompts/foo%20', ''],
    ['/v2/prompts/foo  ', '/api/public/v2/prompts/foo%20%20', ''],
    ['/v2/prompts/foo ?a=b ', '/api/public/v2/prompts/foo%20', 'a=b%20'],
    ['/traces', '/api/public/traces', ''],
    ['traces', '/api/public/traces', ''],
    ['/api/admin/organizations', '/api/admin/organizations', ''],
    ['/apiKeys', '/api/public/apiKeys', ''],
    ['/v2/prompts?name=a&label=b', '/api/public/v2/prompts', 'name=a&label=b'],
    ['/v2/prompts?a=%2F&b=x y&c={"d":1}', '/api/public/v2/prompts', 'a=%2F&b=x%20y&c=%7B%22d%22:1%7D'],
    ['/v2/prompts?next=//evil/../..', '/api/public/v2/prompts', 'next=//evil/../..'],
    ['/v2/prompts/folder%2Fname', '/api/public/v2/prompts/folder%2Fname', ''],
    ['/v2/prompts/two words ü', '/api/public/v2/prompts/two%20words%20%C3%BC', ''],
    ['/v2/prompts/a..b', '/api/public/v2/prompts/a..b', ''],
    ['/v2/prompts/...', '/api/public/v2/prompts/...', ''],
    ['/@evil.example', '/api/public/@evil.example', ''],
    ['@evil.example/x', '/api/public/@evil.example/x', ''],
    ['/:80/x', '/api/public/:80/x', ''],
    ['/a//b', '/api/public/a//b', ''],
    ['.evil.example/x', '/api/public/.evil.example/x', ''],
  ])('%s', (typed, path, query) => {
    expect(resolveAddress(HOST, typed)).toEqual({path, query})
    expect(resolveAddress(BASED, typed)).toEqual({path, query})
  })

  it.each([
    [HOST, `${HOST}/api/public/traces?limit=1`, '/api/public/traces', 'limit=1'],
    [HOST, `${HOST}/api/public/v2/prompts/foo `, '/api/public/v2/prompts/foo%20', ''],
    [HOST, 'HTTPS://LANGFUSE.EXAMPLE:8443/api/public/traces', '/api/public/traces', ''],
    [BASED, `${BASED}/api/public/traces`, '/api/public/traces', ''],
    ['https://langfuse.example', 'https://langfuse.example:443/api/public/traces', '/api/public/traces', ''],
  ])('of %s: %s', (host, typed, path, query) => {
    expect(resolveAddress(host, typed)).toEqual({path, query})
  })
})

const EVIL = [
  '//evil.example/api/public/x',
  '///evil.example/x',
  '/\\evil.example/x',
  '\\\\evil.example\\x',
  '\\evil',
  'https://evil.example/api/public/x',
  'http://langfuse.example:8443/api/public/x',
  'https://langfuse.example/api/public/x',
  'https://langfuse.example:9999/api/public/x',
  'https://langfuse.example:8443@evil.example/api/public/x',
  'https://user@langfuse.example:8443/api/public/x',
  'https://user:pw@langfuse.example:8443/api/public/x',
  'https://langfuse.example:8443.evil.example/api/public/x',
  'https:///evil.example/api/public/x',
  'https:evil.example/api/public/x',
  'https:/evil.example/api/public/x',
  'ftp://langfuse.example:8443/api/public/x',
  'file:///etc/passwd',
  'javascript:/x',
  'https://',
  '/../x',
  '/../../x',
  '/api/../x',
  '/api/public/../../x',
  '/v2/../../../x',
  '..',
  './x',
  '/v2/.',
  '/%2e%2e/x',
  '/%2E./x',
  '/.%2e/x',
  '/%252e%252e/x',
  '/a%2f..%2f..%2fx',
  '/..%5cx',
  '/a%252f%252e%252e/x',
  '/v2/prom\tpts',
  '/v2/prompts\n',
  '/v2/prompts\r\nHost: evil',
  '/v2/\u0000',
  '/v2/\u007f',
  '/v2/prompts#x',
  '/v2/prompts/{promptName}',
  '/v2/\ud800',
  ' /v2/prompts',
  ` ${HOST}/api/public/traces`,
  `${HOST}/auth/sign-in`,
  `${HOST}/api`,
  `${HOST}/`,
  HOST,
  `${HOST}/api/../x`,
  `${HOST}/%2e%2e/api/public/x`,
  `${HOST}\\@evil.example/api/public/x`,
]

describe.each([HOST, BASED])('below %s nothing else can be called', (host) => {
  it.each(EVIL)('%j', (typed) => {
    expect(() => resolveAddress(host, typed)).toThrow('nothing was sent')
  })
})

it('refuses a URL above the base path', () => {
  expect(() => resolveAddress(BASED, `${HOST}/api/public/traces`)).toThrow(`only what is below ${BASED}/api/`)
  expect(() => resolveAddress(BASED, `${HOST}/based/api/public/traces`)).toThrow(`only what is below ${BASED}/api/`)
})

it('knows an address by its slashes', () => {
  expect(['/x', 'v2/x', 'https://x', '\\x', 'a:/b'].filter(isAddress)).toHaveLength(5)
  expect(['prompts', 'prompts_list', 'POST', ''].filter(isAddress)).toEqual([])
})

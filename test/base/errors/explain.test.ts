import {describe, expect, it} from 'vitest'
import {annotate, CliError, EXIT_CODES} from '../../../src/api/errors/cli-error.js'
import {ApiError, NetworkError} from '../../../src/api/http/errors.js'
import type {Server} from '../../../src/api/http/health.js'
import type {Limits} from '../../../src/api/operation/endpoint.js'
import {explain} from '../../../src/base/errors/explain.js'

interface Details {
  status: number
  origin?: string
  body?: unknown
  missingRoute?: 'version-3' | 'version-4' | 'unknown'
  retryAfterMs?: number
  redirectedTo?: string
  method?: string
  path?: string
  limits?: Limits
  server?: Server
  sentBytes?: number
  inDoubt?: boolean
}

function answer(message: string, details: Details) {
  return new ApiError(message, {
    method: 'GET',
    path: '/api/public/x',
    body: {},
    origin: 'h (test)',
    attempts: 1,
    ...details,
  })
}

describe('explain', () => {
  it.each<[string, unknown, string, number]>([
    ['usage', new CliError('usage', 'm', 'h'), 'usage', 2],
    ['input', new CliError('usage', 'm'), 'usage', 2],
    ['credentials', new CliError('credentials', 'm', 'h'), 'credentials', 3],
    ['file', new CliError('file', 'm'), 'file', 6],
    ['partial', new CliError('partial', 'm'), 'partial', 7],
    ['not available', new CliError('not_available', 'm'), 'not_available', 5],
    ['interrupted', new CliError('interrupted', 'Interrupted'), 'interrupted', 130],
    ['network', new NetworkError('m', 'ECONNRESET', 'h', 1), 'network', 4],
    ['401', answer('m', {status: 401}), 'credentials', 3],
    ['403 plan', answer('not available on your current plan', {status: 403}), 'not_available', 5],
    ['403 roles', answer('Your plan does not include project role management.', {status: 403}), 'not_available', 5],
    ['403 organization', answer('Are you using an organization key?', {status: 403}), 'credentials', 3],
    ['403 other', answer('No', {status: 403}), 'rejected', 5],
    ['404', answer('m', {status: 404}), 'not_found', 8],
    ['404 route', answer('m', {status: 404, missingRoute: 'version-3'}), 'not_available', 5],
    ['429', answer('m', {status: 429}), 'rate_limited', 9],
    ['400', answer('m', {status: 400}), 'rejected', 5],
    ['500', answer('m', {status: 500}), 'rejected', 5],
    ['a bug', new TypeError('x is not a function'), 'internal', 1],
    ['no error at all', 'text', 'internal', 1],
    ['nothing', undefined, 'internal', 1],
  ])('%s', (_, error, code, exit) => {
    const explanation = explain(error)
    expect(explanation.code).toBe(code)
    expect(EXIT_CODES[explanation.code]).toBe(exit)
    expect(explanation.status).toBe(error instanceof ApiError ? error.status : undefined)
  })

  it('keeps the hints of errors', () => {
    expect(explain(new CliError('usage', 'm', 'do this'))).toEqual({code: 'usage', message: 'm', hint: 'do this'})
    expect(explain(new CliError('usage', 'm'))).toEqual({code: 'usage', message: 'm'})
  })

  it('puts a note before the hint of its cause', () => {
    const cause = answer('Rate limit exceeded', {status: 429, retryAfterMs: 61_000})
    expect(explain(annotate(cause, '100 rows were written.'))).toEqual({
      code: 'rate_limited',
      status: 429,
      message: 'h (test) answered 429: Rate limit exceeded',
      hint: '100 rows were written.\nThe server asks to wait 61 s; --max-wait 61 waits that long.',
    })
    expect(explain(annotate(answer('m', {status: 404}), 'note'))).toMatchObject({hint: 'note'})
  })

  it('asks for a report of its own bugs', () => {
    expect(explain(new TypeError('x'))).toMatchObject({
      message: 'TypeError: x',
      hint: expect.stringContaining('report'),
    })
  })
})

describe('a missing route', () => {
  function told(version: string, since: string | undefined, path = '/api/public/x') {
    const details = {status: 404, missingRoute: 'unknown' as const, server: {version}, path}
    const {message, hint = ''} = explain(answer('m', {...details, limits: {rate: 'none', ...(since ? {since} : {})}}))
    return `${message}\n${hint}`
  }

  it.each([
    ['3.150.0', '3.179'],
    ['3.99.9', '3.179'],
    ['2.95.11', '3.133'],
    ['4.34.9', '4.35.0'],
    ['3.216.0-rc.1', '3.216.1'],
  ])('%s is older than %s', (version, since) => {
    expect(told(version, since)).toBe(
      `h (test) runs Langfuse ${version}, which does not know GET /api/public/x: this command needs ${since} or newer.\n`,
    )
  })

  it.each([
    ['3.179.0', '3.179'],
    ['4.0.0', '3.179'],
    ['v4.35.0', '4.35.0'],
  ])('%s is not older than %s', (version, since) => {
    const words = told(version, since)
    expect(words).not.toContain('needs')
    expect(words).toContain(`It came with ${since}:`)
    expect(words).not.toContain('%2F')
  })

  it('may be hidden by a proxy when its path has a slash in a name', () => {
    expect(told('4.0.0', undefined, '/api/public/x/a%2Fb')).toContain('(sent as %2F)')
    expect(told('4.0.0', undefined)).not.toContain('%2F')
  })
})

describe('hints', () => {
  it.each([
    [
      'a cloud host',
      'cloud.langfuse.com (keys from LANGFUSE_PUBLIC_KEY)',
      'Keys belong to one region: try `--host us`',
    ],
    ['another cloud host', 'jp.cloud.langfuse.com (flags)', 'Keys belong to one region'],
  ])('401 of %s speaks of regions', (_, origin, words) => {
    const {hint = ''} = explain(answer('m', {status: 401, origin}))
    expect(hint).toContain(words)
    expect(hint).toContain(`${origin.split(' ')[0]} does not know this key.`)
    expect(hint).toContain('may need up to 5 minutes')
  })

  it('401 says the likely causes first, the age of the key last', () => {
    const {hint = ''} = explain(answer('m', {status: 401, origin: 'langfuse.example.com (profile p)'}))
    const places = ['belong to one server', 'not of one pair', '5 minutes'].map((words) => hint.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  it.each([
    'langfuse.example.com (keys from LANGFUSE_PUBLIC_KEY)',
    'http://localhost:3000 (flags)',
    'mycloud.langfuse.company.com (x)',
  ])('401 of %s does not', (origin) => {
    expect(explain(answer('m', {status: 401, origin})).hint).not.toContain('region')
  })

  it.each([
    ['ETIMEDOUT', '--timeout 2m'],
    ['ENOTFOUND', 'spelt right'],
    ['ECONNREFUSED', 'Is the server running'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'NODE_EXTRA_CA_CERTS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'NODE_EXTRA_CA_CERTS'],
  ])('%s', (code, words) => {
    expect(explain(new NetworkError('m', code, 'h', 1)).hint).toContain(words)
  })

  it('a reset has none', () => {
    expect(explain(new NetworkError('m', 'ECONNRESET', 'h', 1))).not.toHaveProperty('hint')
  })

  it.each([
    [422, {}, 'Ask for less'],
    [524, {}, 'Ask for less'],
    [414, '<html>', 'fewer at once'],
    [431, '', 'fewer at once'],
    [200, '<html>', 'not the API'],
    [400, ' \n<!DOCTYPE html>', 'not the API'],
  ])('%i', (status, body, words) => {
    expect(explain(answer('m', {status, body})).hint).toContain(words)
  })

  it.each<[string, number | undefined, Partial<Limits>, string | undefined]>([
    ['more than most routes take', 1_258_291, {}, 'The body has 1.2 MB; this route takes 1 MB.'],
    ['more than a large one takes', 5_452_595, {maxBody: 4_718_592}, 'The body has 5.2 MB; this route takes 4.5 MB.'],
    ['a byte too much', 4_718_593, {maxBody: 4_718_592}, 'The body has 4,718,593 bytes; this route takes 4,718,592.'],
    ['more than a small one takes', 17_000, {maxBody: 16_384}, 'The body has 16.6 KB; this route takes 16 KB.'],
    ['what should do', 700_000, {}, 'takes 1 MB: something in front of the server takes less.'],
    ['much where all is taken', 6_291_456, {maxBody: null}, 'The body has 6 MB. Langfuse servers take any size here'],
    ['nothing', 0, {}, undefined],
  ])('413 for a body with %s', (_, sentBytes = 0, limits, words) => {
    const {hint} = explain(answer('m', {status: 413, method: 'POST', sentBytes, limits: {rate: 'none', ...limits}}))
    if (words === undefined) expect(hint).toBeUndefined()
    else expect(hint).toContain(words)
  })

  it.each([500, 502, 503])('a page with %i is none of a wrong host', (status) => {
    expect(explain(answer('m', {status, body: '<html>'}))).not.toHaveProperty('hint')
  })

  it('a redirect is explained by its address, if it has one', () => {
    expect(explain(answer('m', {status: 308, redirectedTo: 'http://h2'})).hint).toContain('as --host')
    expect(explain(answer('m', {status: 308}))).not.toHaveProperty('hint')
  })

  it.each([
    ['http://h', 'https://h', 'Use that address as --host'],
    ['h/base (profile p)', 'https://www.h', 'Use that address as --host'],
    ['http://h:3000', 'http://h:3001', 'Use that address as --host'],
    ['h', 'http://h', 'not sent there'],
    ['h', 'https://h.evil', 'not sent there'],
    ['h', 'https://login.h', 'only if you know it'],
  ])('a redirect from %s to %s', (origin, redirectedTo, words) => {
    expect(explain(answer('m', {status: 308, origin, redirectedTo})).hint).toContain(words)
  })

  it('a lost answer is told to who must not repeat the request', () => {
    const words = 'It may have been carried out all the same: look before you repeat it.'
    expect(explain(new NetworkError('m', 'ECONNRESET', 'h', 1, true)).hint).toBe(words)
    expect(explain(new NetworkError('m', 'ETIMEDOUT', 'h', 1, true)).hint).toMatch(
      new RegExp(`--timeout 2m.*\n${words}$`),
    )
    expect(explain(answer('m', {status: 201, method: 'POST'})).hint).toBe(words)
    expect(explain(answer('m', {status: 524, method: 'POST', inDoubt: true})).hint).toBe(words)
    expect(explain(answer('m', {status: 503, method: 'PUT'}))).not.toHaveProperty('hint')
  })

  it('a route that is missing names it and the server version', () => {
    expect(explain(answer('m', {status: 404, missingRoute: 'version-3'})).message).toContain('GET /api/public/x')
    expect(explain(answer('m', {status: 404, missingRoute: 'version-4'})).message).toContain('a server of version 4')
    expect(explain(answer('m', {status: 404, missingRoute: 'unknown'})).hint).toContain('base path')
  })
})

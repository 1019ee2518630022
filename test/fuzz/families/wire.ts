import {gzipSync} from 'node:zlib'
import fc from 'fast-check'
import type {Case, Trouble} from '../case.js'
import {text} from '../nasty.js'
import {anyLine, look, mode} from './lines.js'

const STATUSES = [200, 201, 204, 206, 207, 300, 301, 304, 307, 308, 400, 401, 403, 404, 405, 408, 409, 413, 418, 422]
const statuses = fc.constantFrom(...STATUSES, 429, 431, 451, 499, 500, 501, 502, 503, 504, 520, 524, 599, 999)
const types = fc.constantFrom(
  'application/json',
  'text/html',
  'text/plain; charset=latin1',
  'image/png',
  '',
  'application/json; charset=utf-16',
)
const SAFE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/
const BODY = Buffer.from('{"data":[{"id":"a"}],"meta":{"page":1,"limit":50,"totalItems":1,"totalPages":1}}')

const header = fc.oneof(
  fc.tuple(
    fc.constant('retry-after'),
    fc.constantFrom('0', '-1', '1e9', '99999999999', 'soon', '', 'Wed, 21 Oct 2065 07:28:00 GMT', '0.5'),
  ),
  fc.tuple(
    fc.constant('location'),
    fc.constantFrom(
      '/',
      '',
      '//',
      'http://',
      'http://127.0.0.1:1/x',
      '/api/public/x',
      'file:///etc/passwd',
      'javascript:1',
      '\u0080',
    ),
  ),
  fc.tuple(fc.constant('content-encoding'), fc.constantFrom('gzip', 'br', 'deflate', 'zstd', 'x', 'gzip, gzip')),
  fc.tuple(fc.constant('content-length'), fc.constantFrom('0', '5', '99999', '-1', 'x', '1e3')),
  fc.tuple(fc.constant('transfer-encoding'), fc.constantFrom('chunked', 'x')),
  fc.tuple(
    fc.constant('set-cookie'),
    text.filter((value) => SAFE.test(value)),
  ),
  fc.tuple(fc.constant('date'), fc.constantFrom('', 'never', 'Thu, 01 Jan 1970 00:00:00 GMT')),
)

const bytes = fc.constantFrom(
  BODY,
  gzipSync(BODY),
  gzipSync(BODY).subarray(0, 20),
  gzipSync(Buffer.alloc(3_000_000, 32)),
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.concat([Buffer.from('\ufeff'), BODY]),
  Buffer.from('{"data":[{"id":"\xff\xc3\x28"}]}', 'latin1'),
  Buffer.alloc(0),
  Buffer.from('<!DOCTYPE html><html><title>Sign in</title></html>'),
  Buffer.from('null'),
  Buffer.from('[]'),
  Buffer.from('"x"'),
  Buffer.from(`${'[{"a":'.repeat(20_000)}1`),
)

const base64 = (arbitrary: fc.Arbitrary<Buffer | Uint8Array>) =>
  arbitrary.map((value) => Buffer.from(value).toString('base64'))
const is = <Kind extends Trouble['kind']>(kind: Kind) => fc.constant(kind)

/** Anything that can go wrong between two programs that speak HTTP. */
export const wireTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: is('answer'),
      status: statuses,
      headers: fc.tuple(
        types.map((type): [string, string] => ['content-type', type]),
        header,
      ),
      text: fc.oneof(
        text,
        text.map((message) => JSON.stringify({message, error: message})),
        fc.constant(BODY.toString()),
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: is('bytes'),
      status: statuses,
      headers: fc.tuple(
        types.map((type): [string, string] => ['content-type', type]),
        header,
      ),
      base64: base64(bytes),
    }),
  },
  fc.record({kind: is('cut'), part: fc.nat(1000)}),
  fc.record({kind: is('reset'), carriedOut: fc.boolean()}),
  fc.record({kind: is('informational'), status: fc.constantFrom(100, 101, 102, 103, 199)}),
  fc.record({
    kind: is('no http'),
    base64: base64(fc.oneof(fc.uint8Array({maxLength: 60}), fc.constant(Buffer.from('HTTP/1.1 OK\r\n\r\n')))),
  }),
  header.map(([name, value]) => ({kind: 'header' as const, name, value})),
)

/** These take as long as the time-out. */
const slow: fc.Arbitrary<Trouble> = fc.record({
  kind: is('endless'),
  status: fc.constantFrom(200, 404, 500),
  pauseMs: fc.constantFrom(0, 50),
})

/** Faults on the wire, to all commands. */
export const wire: fc.Arbitrary<Case> = fc
  .record({
    argv: anyLine,
    look,
    mode,
    at: fc.oneof(fc.constant('all' as const), fc.nat(2)),
    what: fc.oneof({weight: 60, arbitrary: wireTrouble}, {weight: 1, arbitrary: slow}),
  })
  .map(({argv, look: {flags, ...rest}, mode: server, at, what}) => ({
    family: 'wire',
    argv: [...argv, ...flags],
    mode: server,
    troubles: [{at, what}],
    ...rest,
  }))

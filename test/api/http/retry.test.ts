import {describe, expect, it} from 'vitest'
import {decideRetry, type Failure, retryAfterMs, wasNeverExecuted} from '../../../src/api/http/retry.js'

const policy = {retries: 4, maxWaitMs: 60_000}
const half = () => 0.5

function verdict(failure: Failure, {attempt = 1, idempotent = true, random = half} = {}) {
  return decideRetry(failure, attempt, idempotent, policy, random)
}

function status(code: number, retryAfter?: number): Failure {
  return {status: code, retryAfterMs: retryAfter}
}

describe('what is tried again', () => {
  it.each([
    ['429', status(429), true, true],
    ['408', status(408), true, false],
    ['502', status(502), true, false],
    ['503', status(503), true, false],
    ['504', status(504), true, false],
    ['500', status(500), false, false],
    ['501', status(501), false, false],
    ['400', status(400), false, false],
    ['404', status(404), false, false],
    ['409', status(409), false, false],
    ['200 with half an answer', status(200), false, false],
    ['refused connection', {code: 'ECONNREFUSED'}, true, true],
    ['DNS that is busy', {code: 'EAI_AGAIN'}, true, true],
    ['DNS that knows no such host', {code: 'ENOTFOUND'}, false, false],
    ['reset connection', {code: 'ECONNRESET'}, true, false],
    ['broken pipe', {code: 'EPIPE'}, true, false],
    ['a certificate', {code: 'DEPTH_ZERO_SELF_SIGNED_CERT'}, false, false],
  ])('%s: idempotent %#', (_, failure, whenIdempotent, otherwise) => {
    expect(verdict(failure as Failure).retry).toBe(whenIdempotent)
    expect(verdict(failure as Failure, {idempotent: false}).retry).toBe(otherwise)
  })

  it('no more than the retries, 0 included', () => {
    expect(verdict(status(503), {attempt: 4}).retry).toBe(true)
    expect(verdict(status(503), {attempt: 5}).retry).toBe(false)
    expect(decideRetry(status(429), 1, true, {retries: 0, maxWaitMs: 1000}, half).retry).toBe(false)
  })
})

describe('how long', () => {
  it.each([
    [1, 125],
    [2, 250],
    [3, 500],
    [4, 1000],
  ])('doubles: try %i', (attempt, waitMs) => {
    expect(verdict(status(503), {attempt})).toEqual({retry: true, waitMs, reason: 'status 503'})
  })

  it('is spread over the whole wait, and has an end', () => {
    const many = {retries: 100, maxWaitMs: 60_000}
    expect(decideRetry(status(503), 50, true, many, () => 0)).toMatchObject({waitMs: 50})
    expect(decideRetry(status(503), 50, true, many, () => 1)).toMatchObject({waitMs: 20_000})
  })

  it.each([
    [status(429, 7000), {retry: true, waitMs: 7125, reason: 'rate limit'}],
    [status(429, 60_000), {retry: true, waitMs: 60_125, reason: 'rate limit'}],
    [status(429, 60_001), {retry: false, tooLong: true}],
    [status(429), {retry: true, waitMs: 125, reason: 'rate limit'}],
    [status(429, 0), {retry: true, waitMs: 125, reason: 'rate limit'}],
    [status(429, Number.MAX_SAFE_INTEGER), {retry: false, tooLong: true}],
    [status(503, 7000), {retry: true, waitMs: 7125, reason: 'status 503'}],
    [status(503, 1), {retry: true, waitMs: 125, reason: 'status 503'}],
    [status(503, 60_001), {retry: false}],
  ])('%o', (failure, expected) => {
    expect(verdict(failure)).toEqual(expected)
  })

  it('is ten of the longest waits in all', () => {
    const waited = (waitedMs: number) => decideRetry(status(429, 30_000), 1, true, policy, half, waitedMs)
    expect(waited(569_875)).toMatchObject({retry: true})
    expect(waited(569_876)).toEqual({retry: false, tooLong: true})
  })

  it.each([0, 0.3, 1])('is never no pause: random %f', (random) => {
    for (const failure of [status(429), status(429, 0), status(503), {code: 'ECONNREFUSED'}]) {
      const found = verdict(failure, {random: () => random})
      expect(found.retry && found.waitMs).toBeGreaterThanOrEqual(50)
    }
  })
})

it.each([
  [{code: 'ECONNREFUSED'}, true],
  [status(429), true],
  [{code: 'ECONNRESET'}, false],
  [{code: 'timeout'}, false],
  [status(503), false],
])('%o cannot have been carried out: %s', (failure, expected) => {
  expect(wasNeverExecuted(failure as Failure)).toBe(expected)
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 21, 12, 0, 0)

  it.each([
    [undefined, undefined],
    ['', undefined],
    [' 7 ', 7000],
    ['0', 0],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 11:59:00 GMT', 0],
    ['soon', undefined],
    ['1.5', 1500],
    ['-5', undefined],
    ['5, 10', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['99999999999999999999', Number.MAX_SAFE_INTEGER],
    ['2026-11-21T12:00:30Z', undefined],
    ['Sat Nov 21 2026', 0],
    ['Saturday, 21-Nov-26 12:00:30 GMT', 30_000],
  ])('%s', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })
})

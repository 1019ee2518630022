import {PROXY_HUNG_UP, PROXY_STATUS} from './proxy.js'

/** How often, how long. Times in milliseconds. */
export interface RetryPolicy {
  /** Further tries after the first one. */
  retries: number
  /** The longest single wait that a rate limit may ask for; one request waits for ten times as long in all. */
  maxWaitMs: number
}

/** How one try ended without success: an answer that is not 2xx, or none at all (`timeout` is our own). */
export type Failure = {status: number; retryAfterMs: number | undefined} | {code: string}

/** What to do next: wait and try again, or stop; `tooLong` when only the wait forbids it. */
export type Verdict = {retry: true; waitMs: number; reason: string} | {retry: false; tooLong?: true}

const BASE_MS = 250
const LONGEST_BACKOFF_MS = 20_000
/** No further try is made without a pause, whatever the server says. */
const SHORTEST_PAUSE_MS = 50
/** Spreads those whom a server sent away until the same moment. */
const JITTER_MS = 250
/** How many of the longest waits one request may take in all. */
const MOST_WAITS = 10
const RETRIED_STATUS = new Set([408, 502, 503, 504])
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  PROXY_HUNG_UP,
  ...[502, 503, 504].map((status) => `${PROXY_STATUS}${status}`),
])
/** The code of an answer that ended early, although the connection did not break. */
export const TRUNCATED_BODY = 'cut answer'

const NO_CONNECTION = /^ENOTFOUND$|^EPROTO$|^PROXY_|CERT|SSL|TLS|SELF_SIGNED|VERIFY/
const BROKEN = new Set([
  TRUNCATED_BODY,
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/**
 * The one place that decides about a further try. A 429 and a connection that was never made are tried again for
 * every request, all else only when carrying the request out twice does no harm.
 * @param attempt 1 for the first try
 * @param random a number from 0 to 1; full jitter spreads many clients over the whole wait
 * @param waitedMs how long this request has waited so far
 */
export function decideRetry(
  failure: Failure,
  attempt: number,
  idempotent: boolean,
  policy: RetryPolicy,
  random: () => number,
  waitedMs = 0,
): Verdict {
  if (attempt > policy.retries) return {retry: false}
  const backoff = Math.max(SHORTEST_PAUSE_MS, random() * Math.min(LONGEST_BACKOFF_MS, BASE_MS * 2 ** (attempt - 1)))
  if ('code' in failure) {
    const again = NEVER_SENT.has(failure.code) || (idempotent && BROKEN.has(failure.code))
    return again ? {retry: true, waitMs: backoff, reason: failure.code} : {retry: false}
  }
  const {status, retryAfterMs = 0} = failure
  const waitMs = retryAfterMs > backoff ? retryAfterMs + random() * JITTER_MS : backoff
  const tooLong = retryAfterMs > policy.maxWaitMs || waitedMs + waitMs > MOST_WAITS * policy.maxWaitMs
  if (status === 429) return tooLong ? {retry: false, tooLong} : {retry: true, waitMs, reason: 'rate limit'}
  if (!idempotent || !RETRIED_STATUS.has(status) || tooLong) return {retry: false}
  return {retry: true, waitMs, reason: `status ${status}`}
}

/** Whether the server cannot have carried the request out: it refused it, or never got it. */
export function wasNeverExecuted(failure: Failure): boolean {
  if ('code' in failure) return NEVER_SENT.has(failure.code) || NO_CONNECTION.test(failure.code)
  return failure.status === 429
}

const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .* GMT$|^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) .*\d{4}$/

/** `Retry-After` in milliseconds: seconds, or an HTTP date; a date that is over is 0. Undefined when absent or senseless. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), Number.MAX_SAFE_INTEGER)
  const date = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

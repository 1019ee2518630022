import {isUtf8} from 'node:buffer'
import {MOST_LEVELS} from '../json/parse.js'
import type {Limits} from '../operation/endpoint.js'
import {isTruncatedJson, type ReadAnswer, type ReceivedAnswer, readAnswer} from './body.js'
import {size} from './byte-size.js'
import {isLostPath} from './encoded-path.js'
import {errorMessage} from './error-message.js'
import {ApiError, NetworkError} from './errors.js'
import {missingRoute} from './missing-route.js'
import {PROXY_HUNG_UP, PROXY_STATUS, type ProxyServer, proxyLabel} from './proxy.js'
import {addressOf, redirectMessage} from './redirect.js'
import {bodyBytes, type PreparedRequest} from './request.js'
import {type Failure, retryAfterMs, TRUNCATED_BODY, wasNeverExecuted} from './retry.js'

/** One try of a request: what errors say of it. */
export interface RequestAttempt {
  request: PreparedRequest
  limits: Limits
  /** Scheme, host and base path. */
  host: string
  /** For people: host and source of the keys. */
  origin: string
  /** What it goes through. */
  proxy: ProxyServer | undefined
  /** Milliseconds that one answer may take. */
  timeoutMs: number
  /** Bytes that one answer may have, unpacked. */
  maxAnswer: number
  /** Which try it is, from 1. */
  attempts: number
  /** An earlier try lost its answer. */
  maybeDone: boolean
  /** Whether an answer need not be JSON. */
  anyText?: boolean
}

/** What the HTTP library throws: no answer, or too many redirects. */
type RequestError = Error & {code: string; response?: ReceivedAnswer}

/** How one try ended without success: what decides about another one, and the error when there is none. */
export interface FailedAttempt {
  failure: Failure
  error: ApiError | NetworkError
}

const SENTENCES: Record<string, string> = {
  ENOTFOUND: 'There is no such host',
  EAI_AGAIN: 'The name of the host cannot be looked up right now',
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'The connection was cut',
  ETIMEDOUT: 'No answer in time',
  [PROXY_HUNG_UP]: 'The connection was cut',
  EPROTO: 'The server does not speak TLS',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The server does not speak TLS',
}

/** Whether the HTTP library, or the socket below it, says that there was no answer; errors of files have a path. */
export function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && 'code' in error && ('options' in error || ('syscall' in error && !('path' in error)))
}

function mayRepeat({idempotent, method}: PreparedRequest): boolean {
  return idempotent || method === 'GET'
}

function toFailure({status, headers, data}: ReadAnswer, now: number) {
  const seconds = (data as {details?: {retryAfterSeconds?: unknown}} | null | undefined)?.details?.retryAfterSeconds
  const asked = retryAfterMs(headers['retry-after'], now)
  return {status, retryAfterMs: asked ?? (typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : undefined)}
}

function toApiError(message: string, answer: ReadAnswer, attempt: RequestAttempt, waitMs?: number): ApiError {
  const {status, headers, data} = answer
  const {request, origin, attempts, maybeDone} = attempt
  const path = new URL(request.url).pathname
  const contentType = headers['content-type'] ?? ''
  const lost = isLostPath(status, path, contentType, data)
  const error = new ApiError(message, {
    status,
    method: request.method,
    path,
    body: data,
    received: answer,
    origin,
    scope: request.scope,
    limits: attempt.limits,
    secretHeaders: request.secretHeaders,
    sentBytes: bodyBytes(request.body),
    flaw: answer.flaw,
    inDoubt: !mayRepeat(request) && !lost && (status >= 500 || status === 408),
    missingRoute: lost ? 'encoded' : missingRoute(status, contentType, data),
    redirectedTo: addressOf(status, headers.location, request.url)?.origin,
    retryAfterMs: waitMs,
    attempts,
    maybeDone,
  })
  if (!isUtf8(answer.bytes)) error.notes.push('Some bytes of the answer are not UTF-8; they are shown as \ufffd.')
  return error
}

/** Of an answer without success, or one that ended too early. @param now milliseconds since 1970 */
export function failedAnswer(answer: ReadAnswer, attempt: RequestAttempt, now: number): FailedAttempt {
  const {status, headers, data} = answer
  if (status === 407 && attempt.proxy) return failedAtProxy(`${PROXY_STATUS}407`, '', attempt, attempt.proxy)
  if (status === 101) {
    const maybeDone = !mayRepeat(attempt.request)
    const message = `The server changed to another protocol: ${attempt.host}`
    return {
      failure: {code: 'ECONNRESET'},
      error: new NetworkError(message, 'ECONNRESET', attempt.host, attempt.attempts, maybeDone),
    }
  }
  if (isTruncatedJson(answer)) {
    const error = toApiError('The answer is not whole JSON (cut off?)', answer, attempt)
    return {failure: {code: TRUNCATED_BODY}, error}
  }
  const failure = toFailure(answer, now)
  if (answer.flaw) {
    const much = answer.flaw === 'deep' ? `${MOST_LEVELS.toLocaleString('en-US')} levels` : size(attempt.maxAnswer)
    return {failure: {code: answer.flaw}, error: toApiError(`The answer has more than ${much}`, answer, attempt)}
  }
  const message = redirectMessage(status, headers.location, attempt.request.url) ?? errorMessage(status, data)
  return {failure, error: toApiError(message, answer, attempt, failure.retryAfterMs)}
}

/** Of a proxy that did not let a request through: the server never saw it. */
function failedAtProxy(
  code: string,
  words: string,
  {host, attempts}: RequestAttempt,
  proxy: ProxyServer,
): FailedAttempt {
  const status = code.startsWith(PROXY_STATUS) ? code.slice(PROXY_STATUS.length) : undefined
  const reason = status ? `Refused with status ${status}` : (SENTENCES[code] ?? words)
  const message = `${reason}: the proxy ${proxyLabel(proxy)}`
  return {failure: {code}, error: new NetworkError(message, code, host, attempts, false, proxy.variable)}
}

/** Of a request without an answer, or with redirects and no end. */
export function failedRequest(error: RequestError, attempt: RequestAttempt): FailedAttempt {
  if (error.code === 'ERR_TOO_MANY_REDIRECTS' && error.response) {
    const answer = readAnswer(error.response)
    const failure = {status: answer.status, retryAfterMs: undefined}
    return {failure, error: toApiError('redirect loop', answer, attempt)}
  }
  const {proxy} = attempt
  if (error.cause instanceof NetworkError && proxy)
    return failedAtProxy(error.cause.code, error.message, attempt, proxy)
  const timedOut = error.name === 'TimeoutError'
  const code = timedOut ? 'ETIMEDOUT' : error.name === 'ReadError' ? 'ECONNRESET' : error.code
  const failure = {code: timedOut ? 'timeout' : code}
  const {request, host, timeoutMs, attempts} = attempt
  const maybeDone = !mayRepeat(request) && !wasNeverExecuted(failure)
  const reason = timedOut || code === 'ETIMEDOUT' ? `No answer within ${timeoutMs / 1000} s` : SENTENCES[code]
  const way = proxy ? `, through the proxy ${proxyLabel(proxy)}` : ''
  const message = `${reason ?? error.message}: ${host}${way}`
  return {failure, error: new NetworkError(message, code, host, attempts, maybeDone)}
}

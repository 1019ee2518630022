import type {Got, Response as GotResponse, RequestError} from 'got'
import type * as z from 'zod'
import {isCutJson, isSuccess, readBody} from './answer-body.js'
import {type Clock, systemClock} from './clock.js'
import type {Endpoint, Input, Operation, Scope} from './endpoint.js'
import {errorMessage} from './error-message.js'
import {ApiError, NetworkError} from './errors.js'
import {missingRoute} from './generation.js'
import {isObject} from './is-object.js'
import {addressOf, redirectMessage, staysAtHome} from './redirect.js'
import {type PreparedRequest, prepare} from './request.js'
import {CUT_ANSWER, decide, type Failure, neverCarriedOut, type RetryPolicy, retryAfterMs} from './retry.js'

/** One finished try, for `--verbose` and progress. No header, no body, no secret. */
export interface Attempt {
  method: string
  path: string
  status: number | string
  ms: number
  attempt: number
}

/** What a client needs to know; everything that depends on time can be replaced in tests. */
export interface ClientOptions {
  /** Scheme, host and base path, without a final slash. */
  host: string
  /** For people: host and source of the keys of a scope. */
  originFor: (scope: Scope) => string
  /** The Authorization header for a scope; throws CredentialsError when there is no key. */
  authorize: (scope: Scope) => Promise<string | undefined>
  /** Milliseconds for one request. */
  timeoutMs: number
  retry: RetryPolicy
  userAgent: string
  signal?: AbortSignal
  onAttempt?: (attempt: Attempt) => void
  onWait?: (wait: {ms: number; reason: string; attempt: number}) => void
  clock?: Clock
}

/** A successful answer. `data` is what the server sent, whole, whatever the schema says. */
export interface Answer<T> {
  data: T
  status: number
  /** How often the request was sent. */
  attempts: number
}

/** Sends operations: path, keys, query, JSON, retries, errors. */
export interface Client {
  host: string
  prepare: (operation: Operation, input: Input) => PreparedRequest
  /**
   * Sends an operation that answers with one thing. Where its schema is an object, the answer is one; whether it has
   * the fields of the schema nobody has checked: the type is what a server should send.
   * @throws ApiError for an answer that is no object
   */
  request: <T extends Endpoint>(operation: T, input: Input) => Promise<Answer<z.output<T['response']>>>
  /** Sends any operation; the answer may be anything, or nothing. */
  send: (operation: Operation, input: Input) => Promise<Answer<unknown>>
}

async function open(options: ClientOptions): Promise<Got> {
  const {got} = await import('got')
  return got.extend({
    retry: {limit: 0},
    throwHttpErrors: false,
    followRedirect: staysAtHome,
    methodRewriting: false,
    timeout: {request: options.timeoutMs},
    headers: {
      'user-agent': options.userAgent,
      'x-langfuse-sdk-name': 'langfusectl',
      'x-langfuse-sdk-version': options.userAgent.split('/')[1]?.split(' ')[0] ?? '',
    },
    ...(options.signal ? {signal: options.signal} : {}),
  })
}

function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && 'code' in error && 'options' in error
}

/** How one try ended. */
type Outcome =
  | {answer: Answer<unknown>; failure?: undefined; error?: undefined}
  | {answer?: undefined; failure: Failure; error: Error}

function toFailure(answer: GotResponse<string>, now: number): {status: number; retryAfterMs: number | undefined} {
  const details = (readBody(answer.body).data as {details?: {retryAfterSeconds?: unknown}} | null | undefined)?.details
  const seconds = details?.retryAfterSeconds
  const asked = retryAfterMs(answer.headers['retry-after'], now)
  return {
    status: answer.statusCode,
    retryAfterMs: asked ?? (typeof seconds === 'number' ? seconds * 1000 : undefined),
  }
}

const SENTENCES: Record<string, string> = {
  ENOTFOUND: 'There is no such host',
  EAI_AGAIN: 'The name of the host cannot be looked up right now',
  ECONNREFUSED: 'Nothing listens there',
  ECONNRESET: 'The connection was cut',
  ETIMEDOUT: 'No answer in time',
  EPROTO: 'The server does not speak TLS',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The server does not speak TLS',
}

/** Makes a client. got is loaded with the first request, not before. */
export function createClient(options: ClientOptions): Client {
  const clock = options.clock ?? systemClock
  let opening: Promise<Got> | undefined

  async function attempt(request: PreparedRequest): Promise<GotResponse<string>> {
    opening ??= open(options)
    const [got, authorization] = await Promise.all([opening, options.authorize(request.scope)])
    return got(request.url, {
      method: request.method,
      headers: {...request.headers, ...(authorization ? {authorization} : {})},
      ...(request.body === undefined ? {} : {body: request.body}),
      allowGetBody: true,
    })
  }

  function toApiError(
    message: string,
    {statusCode, headers, body: text}: GotResponse<string>,
    request: PreparedRequest,
    tries: {attempts: number; maybeDone: boolean; retryAfterMs?: number | undefined},
  ) {
    const body = readBody(text ?? '').data
    return new ApiError(message, {
      status: statusCode,
      method: request.method,
      path: new URL(request.url).pathname,
      body,
      origin: options.originFor(request.scope),
      scope: request.scope,
      missingRoute: missingRoute(statusCode, headers['content-type'] ?? '', body),
      redirectedTo: addressOf(statusCode, headers.location, request.url)?.origin,
      ...tries,
    })
  }

  function networkError(error: RequestError, code: string, attempts: number, maybeDone: boolean): NetworkError {
    const reason = code === 'ETIMEDOUT' ? `No answer within ${options.timeoutMs / 1000} s` : SENTENCES[code]
    const text = reason ?? error.message
    return new NetworkError(`${text}: ${options.host}`, code, options.host, attempts, maybeDone)
  }

  async function once(request: PreparedRequest, tries: {attempts: number; maybeDone: boolean}): Promise<Outcome> {
    const started = clock.now()
    const report = (status: number | string) => {
      const path = new URL(request.url).pathname
      options.onAttempt?.({method: request.method, path, status, ms: clock.now() - started, attempt: tries.attempts})
    }
    try {
      const answer = await attempt(request)
      report(answer.statusCode)
      const {data, whole} = readBody(answer.body)
      if (isSuccess(answer.statusCode) && whole) {
        return {answer: {data, status: answer.statusCode, attempts: tries.attempts}}
      }
      if (isCutJson(answer)) {
        const error = toApiError('The answer is not whole JSON (cut off?)', answer, request, tries)
        return {failure: {code: CUT_ANSWER}, error}
      }
      const failure = toFailure(answer, clock.now())
      const message = redirectMessage(answer, request.url) ?? errorMessage(answer.statusCode, data)
      return {failure, error: toApiError(message, answer, request, {...tries, retryAfterMs: failure.retryAfterMs})}
    } catch (error) {
      options.signal?.throwIfAborted()
      if (!isRequestError(error)) throw error
      if (error.code === 'ERR_TOO_MANY_REDIRECTS' && error.response) {
        const answer = error.response as GotResponse<string>
        report(answer.statusCode)
        const failure = {status: answer.statusCode, retryAfterMs: undefined}
        return {failure, error: toApiError('it sends everybody round in circles', answer, request, tries)}
      }
      const timedOut = error.name === 'TimeoutError'
      const code = timedOut ? 'ETIMEDOUT' : error.name === 'ReadError' ? 'ECONNRESET' : error.code
      report(code)
      const failure = {code: timedOut ? 'timeout' : code}
      const maybeDone = !request.idempotent && request.method !== 'GET' && !neverCarriedOut(failure)
      return {failure, error: networkError(error, code, tries.attempts, maybeDone)}
    }
  }

  async function send(operation: Operation, input: Input): Promise<Answer<unknown>> {
    const request = prepare(options.host, operation, input)
    let maybeDone = false
    for (let attempts = 1; ; attempts++) {
      const {answer, failure, error} = await once(request, {attempts, maybeDone})
      if (answer) return answer
      const verdict = decide(failure, attempts, request.idempotent, options.retry, clock.random)
      if (!verdict.retry) throw error
      maybeDone ||= !neverCarriedOut(failure)
      options.onWait?.({ms: verdict.waitMs, reason: verdict.reason, attempt: attempts})
      await clock.sleep(verdict.waitMs, options.signal)
    }
  }

  async function request(operation: Endpoint, input: Input): Promise<Answer<unknown>> {
    const answer = await send(operation, input)
    if (operation.response.def.type !== 'object' || isObject(answer.data)) return answer
    throw new ApiError('The answer is no object', {
      status: answer.status,
      method: operation.method,
      path: new URL(prepare(options.host, operation, input).url).pathname,
      body: answer.data,
      origin: options.originFor(operation.scope),
      scope: operation.scope,
      attempts: answer.attempts,
    })
  }

  return {
    host: options.host,
    prepare: (operation, input) => prepare(options.host, operation, input),
    request: request as Client['request'],
    send,
  }
}

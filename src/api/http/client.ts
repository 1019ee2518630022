import {isUtf8} from 'node:buffer'
import type * as z from 'zod'
import {isObject} from '../json/object.js'
import type {Endpoint, Input, Operation, Scope} from '../operation/endpoint.js'
import {isSuccess, isTruncatedJson, readAnswer} from './body.js'
import {type Clock, systemClock} from './clock.js'
import {isMisleading, isMisled} from './encoded-path.js'
import {ApiError, type NetworkError, unexpectedAnswer} from './errors.js'
import {type FailedAttempt, failedAnswer, failedRequest, isRequestError, type RequestAttempt} from './failed-attempt.js'
import {createGate, type Gate} from './gate.js'
import * as health from './health.js'
import {readServer, type Server} from './health.js'
import {withHostHeaders} from './host-headers.js'
import {type KeptAnswers, keptAnswers} from './kept-answers.js'
import type {ReceivedMessage} from './messages.js'
import {isUnexplained} from './missing-route.js'
import {type PreparedRequest, prepare} from './request.js'
import {decideRetry, type RetryPolicy, wasNeverExecuted} from './retry.js'
import {createSender, type HttpOptions, MAX_ANSWER} from './send.js'
import {certificateOptions, proxySuffix} from './transport.js'

/** One finished try, for `--verbose` and progress. No header, no body, no secret. */
export interface Attempt {
  method: string
  path: string
  status: number | string
  ms: number
  attempt: number
  /** When the server says it answered, as its Date header has it. */
  date?: string | undefined
}

/** What a client needs to know; everything that depends on time can be replaced in tests. */
export interface ClientOptions extends HttpOptions {
  /** Scheme, host and base path, without a final slash. */
  host: string
  /** For people: host and source of the keys of a scope. */
  originFor: (scope: Scope) => string
  /** The Authorization header for a scope; throws CliError `credentials` when there is no key. */
  authorize: (scope: Scope) => Promise<string | undefined>
  /** Refuses what must not be sent, by throwing. */
  assertMaySend?: (operation: Operation) => void
  retry: RetryPolicy
  /** Sees each answer as it came; whoever shows it must cut secrets out. */
  onReceive?: (message: ReceivedMessage) => void
  /** Told of an answer with bytes that are not UTF-8, which are read as U+FFFD; not of one to `exchange`, which has the bytes. */
  onInvalidUtf8?: () => void
  onAttempt?: (attempt: Attempt) => void
  onWait?: (wait: {ms: number; reason: string; attempt: number}) => void
  /** The pace that this client shares with others; without it it has one of its own. */
  gate?: Gate
  clock?: Clock
}

/** A successful answer. `data` is what the server sent, whole, whatever the schema says. */
export interface Answer<T> {
  data: T
  status: number
  /** How often the request was sent. */
  attempts: number
}

/** A successful answer as it came; `data` is its text where that is no JSON. */
export type Exchange = Answer<unknown> & ReceivedMessage

/** Sends operations: path, keys, query, JSON, retries, errors. */
export interface Client {
  host: string
  /** For people: host and source of the keys of a scope. */
  originFor: (scope: Scope) => string
  prepare: (operation: Operation, input: Input) => PreparedRequest
  /**
   * Sends an operation that answers with one thing. Where its schema is an object, the answer is one; whether it has
   * all the fields of the schema nobody has checked: the type is what a server should send. What destroys
   * may also be answered with nothing.
   * @throws ApiError for an answer that is not an object, and for one to a write that has none of its fields
   */
  request: <T extends Endpoint>(operation: T, input: Input) => Promise<Answer<z.output<T['response']>>>
  /** Sends any operation; the answer may be anything, or nothing. */
  send: (operation: Operation, input: Input) => Promise<Answer<unknown>>
  /** The same, with the answer as it came: unread, with its headers. */
  exchange: (operation: Operation, input: Input) => Promise<Exchange>
  /** For whoever could not read an answer: see `KeptAnswers`. */
  strange: KeptAnswers['strange']
}

/** The longest that a server may take to say its version, when it lacks a route. */
const LONGEST_PROBE_MS = 3000

/** Makes a client. */
export function createClient(options: ClientOptions): Client {
  const clock = options.clock ?? systemClock
  const gate = options.gate ?? createGate({clock})
  const sendOnce = createSender(options)
  const kept = keptAnswers(options)

  function prepared(operation: Operation, input: Input): PreparedRequest {
    return withHostHeaders(prepare(options.host, operation, input), options.hostHeaders)
  }

  function firstTry(operation: Operation, input: Input): RequestAttempt {
    const {host, originFor, timeoutMs, transport} = options
    const {limits, scope, maxAnswer = options.maxAnswer ?? MAX_ANSWER} = operation
    const request = prepared(operation, input)
    const origin = originFor(scope) + proxySuffix(transport, host)
    const once = {attempts: 1, maybeDone: false}
    return {request, limits, host, origin, proxy: transport?.proxy, timeoutMs, maxAnswer, ...once}
  }

  async function once(attempt: RequestAttempt): Promise<FailedAttempt | Exchange> {
    const started = clock.now()
    const report = (status: number | string, date?: string) => {
      const path = new URL(attempt.request.url).pathname
      const {method} = attempt.request
      options.onAttempt?.({method, path, status, ms: clock.now() - started, attempt: attempt.attempts, date})
    }
    try {
      const response = await sendOnce(attempt.request, options.authorize(attempt.request.scope), attempt)
      report(response.statusCode, response.headers.date)
      const answer = readAnswer(response)
      options.onReceive?.(answer)
      const readable = answer.whole || (attempt.anyText && answer.flaw !== 'oversized' && !isTruncatedJson(answer))
      if (!isSuccess(answer.status) || !readable) return failedAnswer(answer, attempt, clock.now())
      return {...answer, attempts: attempt.attempts}
    } catch (error) {
      options.signal?.throwIfAborted()
      if (!isRequestError(error)) throw error
      const failed = failedRequest(error, attempt)
      report(failed.error instanceof ApiError ? failed.error.status : failed.error.code)
      return failed
    }
  }

  /** Asks once, without keys, what server it is that lacks a route. That it does not say is no error of its own. */
  async function identify({path, body}: ApiError): Promise<Server> {
    const probe = firstTry(health.get, {})
    if (new URL(probe.request.url).pathname === path) return readServer(body)
    const outcome = await once({...probe, timeoutMs: Math.min(probe.timeoutMs, LONGEST_PROBE_MS)})
    if ('data' in outcome) return readServer(outcome.data)
    return outcome.error instanceof ApiError ? readServer(outcome.error.body) : 'unknown'
  }

  async function withServer(error: ApiError | NetworkError): Promise<Error> {
    if (error instanceof ApiError && isUnexplained(error.missingRoute)) error.server = await identify(error)
    return error
  }

  async function exchange(operation: Operation, input: Input, anyText = true): Promise<Exchange> {
    options.assertMaySend?.(operation)
    const first = {...firstTry(operation, input), anyText}
    if (operation.read && isMisleading(input)) {
      const read = operation.read(input)
      await request(read.operation, read.input)
    }
    const {rate} = operation.limits
    let maybeDone = false
    let waitedMs = 0
    for (let attempts = 1; ; attempts++) {
      gate.assertOpen(rate, options.retry.maxWaitMs)
      const outcome = await gate.pass(rate, () => once({...first, attempts, maybeDone}), options.signal)
      if ('data' in outcome) return outcome
      const {failure, error} = outcome
      const verdict = decideRetry(failure, attempts, first.request.idempotent, options.retry, clock.random, waitedMs)
      if (!verdict.retry) {
        if (error instanceof ApiError && error.status === 429) gate.close(rate, error)
        throw await withServer(error)
      }
      const {waitMs, reason} = verdict
      maybeDone ||= !wasNeverExecuted(failure)
      waitedMs += waitMs
      options.onWait?.({ms: waitMs, reason, attempt: attempts})
      if ('status' in failure && failure.status === 429) gate.pause(rate, waitMs)
      else await clock.sleep(waitMs, options.signal)
    }
  }

  async function send(operation: Operation, input: Input): Promise<Answer<unknown>> {
    kept.keep(operation, undefined)
    const {data, status, attempts, bytes} = await exchange(operation, input, false)
    if (!isUtf8(bytes)) options.onInvalidUtf8?.()
    const answer = {data, status, attempts}
    kept.keep(operation, answer)
    if (!isMisled(operation, input, data)) return answer
    const asked = {...operation, path: new URL(prepared(operation, input).url).pathname}
    throw await withServer(unexpectedAnswer(options, asked, answer, 'The answer is about another thing', 'encoded'))
  }

  async function request(operation: Endpoint, input: Input): Promise<Answer<unknown>> {
    const answer = await send(operation, input)
    const {response, effect, method} = operation
    if (response.def.type !== 'object') return answer
    const {data} = answer
    if (effect === 'destroy' && data === undefined) return answer
    if (!isObject(data)) throw unexpectedAnswer(options, operation, answer, 'The answer is not an object')
    const expected = Object.keys((response as z.ZodObject).shape)
    if (method !== 'GET' && method !== 'DELETE' && !expected.some((name) => name in data))
      throw unexpectedAnswer(options, operation, answer, `The answer has no ${expected[0]}`)
    return answer
  }

  return {
    host: options.host,
    originFor: options.originFor,
    prepare: (operation, input) => ({...prepared(operation, input), ...certificateOptions(options.transport)}),
    request: request as Client['request'],
    send,
    exchange: (operation, input) => exchange(operation, input),
    strange: kept.strange,
  }
}

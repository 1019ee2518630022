import type {Limits, Operation, Scope} from '../operation/endpoint.js'
import type {Flaw} from './body.js'
import type {Server} from './health.js'
import type {ReceivedMessage} from './messages.js'
import type {MissingRouteKind} from './missing-route.js'

/** The server answered, but not with success. `message` is the server's own words. */
export class ApiError extends Error {
  override name = 'ApiError'
  /** What is already done, or where to go on; shown before the hint. */
  readonly notes: string[] = []
  readonly status: number
  readonly method: string
  readonly path: string
  /** The answer's body: parsed JSON, or the text as it came. */
  readonly body: unknown
  /** The answer as it came, where it came from a server just now. */
  readonly received: ReceivedMessage | undefined
  /** Host and source of the keys, for people: `us.cloud.langfuse.com (profile staging)`. */
  readonly origin: string
  /** Which keys the request carried. */
  readonly scope: Scope | undefined
  /** The limits of the operation. */
  readonly limits: Limits | undefined
  /** The names of the secret headers that it carried besides the keys. */
  readonly secretHeaders: string[]
  /** Bytes of the body that went out. */
  readonly sentBytes: number | undefined
  /** Why nobody can use the answer. */
  readonly flaw: Flaw | undefined
  /** The request must not be sent twice, and the answer leaves open whether it was carried out. */
  readonly inDoubt: boolean
  /** What the host says it is, asked when it lacks the route. */
  server: Server | undefined
  /** Set when a 404 means that this server lacks the route, not that a resource is missing. */
  readonly missingRoute: MissingRouteKind | undefined
  /** The other origin that a redirect leads to. */
  readonly redirectedTo: string | undefined
  /** The wait that a 429 asked for, in milliseconds, when it was too long to wait. */
  readonly retryAfterMs: number | undefined
  /** How often the request was sent. */
  readonly attempts: number
  /** An earlier try lost its answer, so it may have been carried out. */
  readonly maybeDone: boolean

  constructor(
    message: string,
    details: {
      status: number
      method: string
      path: string
      body: unknown
      received?: ReceivedMessage
      origin: string
      scope?: Scope
      limits?: Limits
      secretHeaders?: string[] | undefined
      sentBytes?: number
      flaw?: Flaw | undefined
      inDoubt?: boolean
      server?: Server
      missingRoute?: MissingRouteKind | undefined
      redirectedTo?: string | undefined
      retryAfterMs?: number | undefined
      attempts: number
      maybeDone?: boolean
    },
  ) {
    super(message)
    this.status = details.status
    this.method = details.method
    this.path = details.path
    this.body = details.body
    this.received = details.received
    this.origin = details.origin
    this.scope = details.scope
    this.limits = details.limits
    this.secretHeaders = details.secretHeaders ?? []
    this.sentBytes = details.sentBytes
    this.flaw = details.flaw
    this.inDoubt = details.inDoubt ?? false
    this.server = details.server
    this.missingRoute = details.missingRoute
    this.redirectedTo = details.redirectedTo
    this.retryAfterMs = details.retryAfterMs
    this.attempts = details.attempts
    this.maybeDone = details.maybeDone ?? false
  }
}

/** Whether something cannot be read with these keys, or not on this server, however often one asks. */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.missingRoute !== undefined || [401, 403, 404].includes(error.status)
}

/** The error for an answer with success that is not what its operation gives, or not of the thing that was asked for. */
export function unexpectedAnswer(
  {originFor}: {originFor: (scope: Scope) => string},
  {method, path, scope, limits}: Operation,
  {status, data, attempts}: {status: number; data: unknown; attempts: number},
  message: string,
  missingRoute?: MissingRouteKind,
): ApiError {
  const origin = originFor(scope)
  return new ApiError(message, {status, method, path, body: data, origin, scope, limits, attempts, missingRoute})
}

/** No answer: DNS, refused or broken connection, TLS, timeout. `code` is Node's (`ECONNREFUSED` …). */
export class NetworkError extends Error {
  override name = 'NetworkError'
  /** What is already done, or where to go on; shown before the hint. */
  readonly notes: string[] = []
  constructor(
    message: string,
    readonly code: string,
    readonly host: string,
    readonly attempts: number,
    /** The request got out and must not be sent twice, so it may have been carried out. */
    readonly maybeDone: boolean = false,
    /** The variable that named the proxy, when it was the proxy that failed. */
    readonly proxy?: string,
  ) {
    super(message)
  }
}

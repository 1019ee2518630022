import type {RecordedRequest, Reply} from './call.js'

/** Something that goes wrong on purpose. Without `when` it is meant for any request; it happens once unless said. */
export interface Fault {
  when?: (request: RecordedRequest) => boolean
  /** Skip that many matching requests first. */
  after?: number
  /** How often it happens; default 1. */
  times?: number
  /** Answer with this status and do not carry the request out. */
  status?: number
  body?: unknown
  headers?: Record<string, string>
  /** Wait first, then answer with `status`, or normally. */
  delayMs?: number
  /** Send that many bytes of the real body, then destroy the socket. */
  cutBody?: number
  /** Destroy the socket without an answer; the request is not carried out. */
  reset?: true
  /** Carry the request out, then destroy the socket without an answer. */
  resetAfter?: true
}

/** Finds the fault for each request and counts. */
export class FaultPicker {
  private readonly counts = new WeakMap<Fault, {seen: number; fired: number}>()

  /** The fault that hits this request, if any: the first which is due. */
  pick(faults: readonly Fault[], request: RecordedRequest): Fault | undefined {
    let chosen: Fault | undefined
    for (const fault of faults) {
      if (fault.when && !fault.when(request)) continue
      const count = this.counts.get(fault) ?? {seen: 0, fired: 0}
      this.counts.set(fault, count)
      count.seen += 1
      if (chosen || count.seen <= (fault.after ?? 0) || count.fired >= (fault.times ?? 1)) continue
      count.fired += 1
      chosen = fault
    }
    return chosen
  }
}

/** The headers of a fault, named as node names them. */
export function faultHeaders(fault: Fault): Record<string, string> {
  return Object.fromEntries(Object.entries(fault.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
}

/** The answer of a fault with a status; a 429 without a body answers as the real server does. */
export function faultReply(fault: Fault, status: number): Reply {
  const headers = faultHeaders(fault)
  if (fault.body === undefined && status === 429) return rateLimited(headers)
  if (typeof fault.body === 'string') {
    const type = fault.body.startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8'
    return {status, text: fault.body, headers: {'content-type': type, ...headers}}
  }
  if (fault.body !== undefined) return {status, body: fault.body, headers}
  if (status === 502 || status === 504) {
    const text = `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`
    return {status, text, headers: {'content-type': 'text/html', ...headers}}
  }
  const message = status === 503 ? 'Service Unavailable' : 'Internal Server Error'
  return {status, body: status === 503 ? {message} : {message, error: 'An unknown error occurred'}, headers}
}

function rateLimited(given: Record<string, string>): Reply {
  const seconds = Number(given['retry-after'] ?? 1)
  const reset = new Date(Date.now() + (Number.isFinite(seconds) ? seconds : 1) * 1000)
  const headers = {
    'retry-after': '1',
    'x-ratelimit-limit': '30',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(reset),
    ...given,
  }
  const details = {retryAfterSeconds: seconds, limit: 30, remaining: 0, resetAt: reset.toISOString()}
  return {status: 429, body: {message: 'Rate limit exceeded', code: 'rate_limited', details}, headers}
}

import type {ClientRequest} from 'node:http'
import type {Got, OptionsInit, Request} from 'got'
import type {ReceivedAnswer} from './body.js'
import type {HostHeaders} from './host-headers.js'
import type {SentMessage} from './messages.js'
import {staysOnOrigin} from './redirect.js'
import type {PreparedRequest} from './request.js'
import {connectionOptions, type Transport} from './transport.js'

/** The most bytes of an answer that nobody asked for more of. */
export const MAX_ANSWER = 256 * 1024 * 1024

/** How all requests of a client are made. */
export interface HttpOptions {
  /** Milliseconds for one request. */
  timeoutMs: number
  /** The most bytes of an answer, unpacked; `MAX_ANSWER` unless said. */
  maxAnswer?: number
  /** Without it requests go straight to the host, which a CA known to Node must vouch for. */
  transport?: Transport
  userAgent: string
  /** Without them requests have what their operations say. */
  hostHeaders?: HostHeaders | undefined
  signal?: AbortSignal
  /** Sees each request just before it goes out. */
  onSend?: (message: SentMessage) => void
}

/** Loads the HTTP library and sets it up: no retries of its own, no redirect that leaves the origin, no error for a status. */
async function createGot({transport, onSend, ...rest}: HttpOptions): Promise<Got> {
  const {userAgent, signal} = rest
  const [{got}, connection] = await Promise.all([import('got'), transport && connectionOptions(transport, rest)])
  const tell = ({method, url, headers, body}: OptionsInit) => {
    onSend?.({method: method ?? 'GET', url: String(url), headers: headers ?? {}, body: body as SentMessage['body']})
  }
  return got.extend({
    ...connection,
    retry: {limit: 0},
    throwHttpErrors: false,
    followRedirect: staysOnOrigin,
    methodRewriting: false,
    headers: {
      'user-agent': userAgent,
      'x-langfuse-sdk-name': 'langfusectl',
      'x-langfuse-sdk-version': userAgent.split('/')[1]?.split(' ')[0] ?? '',
    },
    hooks: {beforeRequest: [tell]},
    ...(signal ? {signal} : {}),
  })
}

/**
 * A change of protocol (101) that nobody asked for is no answer: the request is lost when the server closes the
 * connection, the time is up, or Ctrl-C. Node has let go of the connection by then, so that its `destroy` does nothing.
 */
function outliveUpgrade(request: ClientRequest): void {
  request.once('upgrade', (_, socket) => {
    let reason: Error = Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'})
    request.destroy = (error) => {
      socket.destroy(error)
      return request
    }
    socket.on('error', (error) => {
      reason = error
    })
    socket.once('close', () => request.emit('error', reason))
    socket.resume()
  })
}

/**
 * Takes the answer to a request whose body, if it has one, is on its way: whole, or as `oversized` when it has more bytes
 * than `most`; the connection is closed then. So are those of redirects whose bodies have not ended, of which nobody hears any more.
 * @param most bytes, unpacked
 * @throws what the HTTP library throws
 */
async function receive(request: Request, most: number): Promise<ReceivedAnswer> {
  const hops: ClientRequest[] = []
  request.on('request', (hop: ClientRequest) => {
    outliveUpgrade(hop)
    hops.push(hop)
  })
  request.on('error', () => {})
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > most) break
      chunks.push(chunk)
    }
  } finally {
    request.destroy()
    for (const hop of hops.slice(0, -1)) hop.destroy()
  }
  const {response} = request
  if (!response) throw new Error('a request has ended without an answer')
  const {statusCode, headers} = response
  return bytes > most ? {statusCode, headers, oversized: true} : {statusCode, headers, rawBody: Buffer.concat(chunks)}
}

/** Sends one request, once. @param authorization the header with its keys @param limits how long it may take, and how much may come */
export type Sender = (
  request: PreparedRequest,
  authorization: Promise<string | undefined>,
  limits: {timeoutMs: number; maxAnswer: number},
) => Promise<ReceivedAnswer>

/** What sends requests. The HTTP library is loaded with the first one, not before. */
export function createSender(options: HttpOptions): Sender {
  let opening: Promise<Got> | undefined
  return async (request, authorizing, {timeoutMs, maxAnswer}) => {
    opening ??= createGot(options)
    const [got, authorization, more] = await Promise.all([opening, authorizing, options.hostHeaders?.read()])
    const stream = got.stream(request.url, {
      method: request.method,
      headers: {...request.headers, ...more, ...(authorization ? {authorization} : {})},
      ...(request.body === undefined ? {} : {body: request.body}),
      allowGetBody: true,
      timeout: {request: timeoutMs},
    })
    if (request.body === undefined) stream.end()
    return receive(stream, maxAnswer)
  }
}

import type {ClientRequest} from 'node:http'
import type {CancelableRequest, Got, OptionsInit, Response} from 'got'
import {RouteMissing} from '../errors/cli-error.js'
import {size} from './byte-size.js'
import type {HostHeaders} from './host-headers.js'
import type {SentMessage} from './messages.js'
import {staysOnOrigin} from './redirect.js'
import type {PreparedRequest} from './request.js'
import {connectionOptions, type Transport} from './transport.js'

/** How all requests of a client are made. */
export interface HttpOptions {
  /** Milliseconds for one request. */
  timeoutMs: number
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

/** Sends one request, once. @param authorization the header with its keys @param timeoutMs how long it may take */
export type Sender = (
  request: PreparedRequest,
  authorization: Promise<string | undefined>,
  timeoutMs: number,
) => Promise<Response<string>>

/** Stops an answer that gets too large. @throws RouteMissing when it did */
async function limitAnswer(
  bytes: number,
  answer: CancelableRequest<Response<string>>,
  {method, url}: PreparedRequest,
): Promise<Response<string>> {
  let tooLarge = false
  answer.on('downloadProgress', ({transferred, total = 0}) => {
    tooLarge ||= Math.max(transferred, total) > bytes
    if (tooLarge) answer.cancel()
  })
  try {
    return await answer
  } catch (error) {
    throw tooLarge ? new RouteMissing(`The answer to ${method} ${url} has more than ${size(bytes)}: not taken`) : error
  }
}

/** What sends requests. The HTTP library is loaded with the first one, not before. */
export function createSender(options: HttpOptions): Sender {
  let opening: Promise<Got> | undefined
  return async (request, authorizing, timeoutMs) => {
    opening ??= createGot(options)
    const [got, authorization, more] = await Promise.all([opening, authorizing, options.hostHeaders?.read()])
    const {maxAnswer} = request
    const answer = got(request.url, {
      method: request.method,
      headers: {...request.headers, ...more, ...(authorization ? {authorization} : {})},
      ...(request.body === undefined ? {} : {body: request.body}),
      allowGetBody: true,
      timeout: {request: timeoutMs},
      decompress: maxAnswer === undefined,
    })
    answer.on('request', outliveUpgrade)
    return maxAnswer === undefined ? answer : limitAnswer(maxAnswer, answer, request)
  }
}

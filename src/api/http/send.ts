import type {Got, OptionsInit} from 'got'
import type {ReceivedAnswer} from './body.js'
import type {SentMessage} from './messages.js'
import {receive} from './receive.js'
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
    const [got, authorization] = await Promise.all([opening, authorizing])
    const stream = got.stream(request.url, {
      method: request.method,
      headers: {...request.headers, ...(authorization ? {authorization} : {})},
      ...(request.body === undefined ? {} : {body: request.body}),
      allowGetBody: true,
      timeout: {request: timeoutMs},
    })
    if (request.body === undefined) stream.end()
    return receive(stream, maxAnswer)
  }
}

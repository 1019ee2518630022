import {readFileSync} from 'node:fs'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import {type AddressInfo, connect, type Socket} from 'node:net'
import {join} from 'node:path'
import {urlToHttpOptions} from 'node:url'

const FIXTURES = join(process.cwd(), 'test/fixtures')

/** The CA that signed the certificate of the TLS front, and one that did not. */
export const CA = join(FIXTURES, 'ca.pem')
export const OTHER_CA = join(FIXTURES, 'other-ca.pem')

const HERE = '127.0.0.1'

/** A server on 127.0.0.1. */
interface Listening {
  port: number
  close: () => Promise<void>
}

/** A proxy as companies have it. */
export interface CompanyProxy extends Listening {
  /** What it was asked for, in order: `CONNECT host:port`, or method and address. */
  asked: string[]
  /** How many connections came in. */
  connections: () => number
  /** `user:password` that it wants. */
  wants: string | undefined
  /** What it answers instead of passing anything on; `silent` for nothing at all. */
  refusal: number | 'silent' | undefined
}

async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, HERE, resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return {port: (server.address() as AddressInfo).port, close}
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, address: RequestOptions): void {
  const {'proxy-authorization': _, ...headers} = incoming.headers
  const onwards = request({...address, method: incoming.method, headers}, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(outgoing)
  })
  onwards.on('error', () => outgoing.writeHead(502).end())
  incoming.pipe(onwards)
}

function here(url: string): URL {
  return Object.assign(new URL(url), {hostname: HERE})
}

/**
 * Starts a proxy for http, and by CONNECT for https; to it every name is that of this machine.
 * @param onConnect sees what it is asked for a tunnel with
 */
export async function startProxy(onConnect: (request: IncomingMessage) => void = () => {}): Promise<CompanyProxy> {
  let connections = 0
  const verdict = ({headers}: IncomingMessage): number | 'silent' | undefined => {
    const wanted = proxy.wants && `Basic ${Buffer.from(proxy.wants).toString('base64')}`
    return wanted && headers['proxy-authorization'] !== wanted ? 407 : proxy.refusal
  }
  const server = createServer((incoming, outgoing) => {
    proxy.asked.push(`${incoming.method} ${incoming.url}`)
    const refused = verdict(incoming)
    if (refused === undefined) passOn(incoming, outgoing, urlToHttpOptions(here(incoming.url ?? '')))
    else if (refused !== 'silent') outgoing.writeHead(refused).end('<h1>Company proxy</h1>')
  })
  server.on('connection', () => {
    connections += 1
  })
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    proxy.asked.push(`CONNECT ${incoming.url}`)
    onConnect(incoming)
    const refused = verdict(incoming)
    if (refused === 'silent') return
    if (refused) return socket.end(`HTTP/1.1 ${refused} No\r\ncontent-length: 0\r\n\r\n`)
    const port = Number(incoming.url?.split(':').at(-1))
    const onwards = connect(port, HERE, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onwards.pipe(socket)
      socket.pipe(onwards)
    })
    onwards.on('error', () => socket.destroy())
    socket.on('close', () => onwards.destroy())
  })
  const proxy: CompanyProxy = Object.assign(await listen(server), {
    asked: [],
    connections: () => connections,
    wants: undefined,
    refusal: undefined,
  })
  return proxy
}

/** What stands in front of a server, and what it was asked. */
export interface Front extends Listening {
  url: string
  seen: {method: string; url: string; headers: IncomingHttpHeaders}[]
}

/** An answer of a front itself. */
export interface FrontAnswer {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** Starts what stands in front of a server. @param rule answers, or gives the path that it asks the server for */
export async function startFront(
  target: string,
  rule: (asked: IncomingMessage) => FrontAnswer | string,
): Promise<Front> {
  const seen: Front['seen'] = []
  const server = createServer((incoming, outgoing) => {
    const {method = '', url = '', headers} = incoming
    seen.push({method, url, headers})
    const ruled = rule(incoming)
    if (typeof ruled !== 'string') {
      incoming.resume()
      outgoing.writeHead(ruled.status, ruled.headers).end(ruled.body)
      return
    }
    const {hostname, port} = new URL(target)
    passOn(incoming, outgoing, {hostname, port, path: ruled})
  })
  const listening = await listen(server)
  return {...listening, url: `http://${HERE}:${listening.port}`, seen}
}

/** Speaks TLS in front of a server that does not, with a certificate for 127.0.0.1. */
export async function startTls(target: string): Promise<Listening & {url: string}> {
  const [key, cert] = ['server-key.pem', 'server.pem'].map((name) => readFileSync(join(FIXTURES, name)))
  const front = createTlsServer({key, cert}, (incoming, outgoing) =>
    passOn(incoming, outgoing, urlToHttpOptions(new URL(incoming.url ?? '', target))),
  )
  const listening = await listen(front)
  return {...listening, url: `https://127.0.0.1:${listening.port}`}
}

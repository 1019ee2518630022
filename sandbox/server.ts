import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo, Socket} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import {authorize, type Keys, sandboxKeys} from './http/auth.js'
import {
  ApiError,
  htmlNotFound,
  InvalidJson,
  parseBody,
  queryObject,
  type RecordedRequest,
  type Reply,
  readBody,
  send,
  toWire,
} from './http/call.js'
import {type Fault, FaultPicker, faultHeaders, faultReply} from './http/faults.js'
import {goneText, type Mode, versionOf} from './http/modes.js'
import {openapi} from './http/openapi.js'
import {bucket, inBucket} from './resources/media.js'
import {findRoute} from './routes.js'
import {storeOf} from './store/project-stores.js'
import {Store} from './store/store.js'

export type {RecordedRequest} from './http/call.js'
export type {Fault} from './http/faults.js'
export type {Mode} from './http/modes.js'
export type {Store} from './store/store.js'

/** How the sandbox behaves. */
export interface SandboxOptions {
  /** Default '3'. `4-events-only` is what servers of version 4 do by default: the old read routes are gone. */
  mode?: Mode
  /** In `4-dual`: the new reads do not show yet what was written, save the traces in `store.staleTraceIds`. */
  lag?: boolean
  /** Default 3.225.4, or 4.16.0 in the modes of server version 4. From 4.35 on evaluators and rules have other routes. */
  version?: string
  /** Short for a `version` from 4.35 on. */
  release?: '4.35'
  /** False: the organization routes answer as a server without a licence. Default true. */
  licensed?: boolean
  /** A path in front of `/api/public`, such as `/langfuse`. */
  basePath?: string
  /** Default: any free one. */
  port?: number
}

/** A running sandbox. */
export interface Sandbox {
  /** What a user would configure as the host. */
  url: string
  keys: {project: Keys; organization: Keys}
  /** The data, to seed and inspect. */
  store: Store
  /** Every request that arrived, in order. */
  requests: RecordedRequest[]
  /** Push to add; see `Fault`. */
  faults: Fault[]
  /** Stops it, open sockets too. */
  close(): Promise<void>
}

const megabyte = {bytes: 1_048_576, name: '1mb'}

let started = 0

/** Starts a Langfuse server in memory, on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {mode = '3', basePath = '', port = 0} = options
  started += 1
  const world: World = {
    store: new Store(`sandbox-${started}`),
    mode,
    lag: options.lag ?? false,
    licensed: options.licensed ?? true,
    version: options.version ?? (options.release ? `${options.release}.0` : versionOf(mode)),
    root: `${basePath}/api`,
    requests: [],
    faults: [],
    picker: new FaultPicker(),
  }
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    serve(world, request, response).catch(() => request.socket.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`,
    keys: sandboxKeys,
    store: world.store,
    requests: world.requests,
    faults: world.faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

interface World {
  store: Store
  mode: Mode
  lag: boolean
  licensed: boolean
  version: string
  root: string
  requests: RecordedRequest[]
  faults: Fault[]
  picker: FaultPicker
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = Date.now()
  const method = request.method ?? 'GET'
  const [path = '/', search = ''] = splitOnce(request.url ?? '/')
  const limit = operation(world, method, path)?.bodyLimit ?? megabyte
  const body = await readBody(request, limit.bytes)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
  const bytes = body ?? Buffer.alloc(0)
  const recorded: RecordedRequest = {
    method,
    path,
    query: new URLSearchParams(search),
    headers,
    body: bytes.toString(),
    bytes,
    at,
  }
  world.requests.push(recorded)

  const fault = world.picker.pick(world.faults, recorded)
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs, undefined, {ref: false})
  if (fault?.reset) {
    request.socket.destroy()
    return
  }
  const reply =
    fault?.status === undefined
      ? body === undefined
        ? {status: 413, text: `Body exceeded ${limit.name} limit`, close: true}
        : answer(world, recorded)
      : faultReply(fault, fault.status)
  if (fault?.resetAfter) {
    request.socket.destroy()
    return
  }
  const wire = toWire(fault?.status === undefined ? withHeaders(reply, fault) : reply, headers['accept-encoding'] ?? '')
  if (fault?.cutBody !== undefined) {
    response.writeHead(wire.status, wire.headers)
    response.write(wire.bytes.subarray(0, fault.cutBody), () => setTimeout(() => request.socket.destroy(), 5))
    return
  }
  if (reply.close) closeAfter(request, response)
  send(response, wire, method === 'HEAD')
}

function withHeaders(reply: Reply, fault: Fault | undefined): Reply {
  return fault?.headers ? {...reply, headers: {...reply.headers, ...faultHeaders(fault)}} : reply
}

/** The answer goes out, the rest of a long body is swallowed, then the connection dies. */
function closeAfter(request: IncomingMessage, response: ServerResponse): void {
  const destroy = () => setTimeout(() => request.socket.destroy(), 5)
  response.on('finish', () => {
    if (request.complete) destroy()
    else {
      request.on('end', destroy)
      setTimeout(destroy, 1000).unref()
    }
  })
}

function splitOnce(url: string): [string, string] {
  const index = url.indexOf('?')
  return index < 0 ? [url, ''] : [url.slice(0, index), url.slice(index + 1)]
}

function operation(world: World, method: string, path: string) {
  if (!path.startsWith(`${world.root}/`)) return undefined
  try {
    return findRoute(path.slice(world.root.length), world.version)?.methods[method]
  } catch {
    return undefined
  }
}

/** Next's router, then its body parser, then the server's own layers: method, mode, key, handler. */
function answer(world: World, request: RecordedRequest): Reply {
  const {method, path, query, headers} = request
  if (path.length > 1 && path.endsWith('/')) {
    const location = path.replace(/\/+$/, '') + (query.size > 0 ? `?${query}` : '')
    return {status: 308, text: location, headers: {location, refresh: `0;url=${location}`}}
  }
  if (path.startsWith(bucket)) return inBucket(world.store, request)
  if (path === world.root.replace(/api$/, 'generated/api/openapi.yml')) return openapi(request)
  try {
    const route = path.startsWith(`${world.root}/`)
      ? findRoute(path.slice(world.root.length), world.version)
      : undefined
    if (!route) return htmlNotFound
    if (method === 'OPTIONS') return preflight(headers.origin ?? '*')
    const found = route.methods[method]
    const body = found?.raw ? undefined : parseBody(request.body, headers['content-type'] ?? 'text/plain')
    if (!found) throw new ApiError(405, {message: 'Method not allowed', error: 'MethodNotAllowedError'})
    if (found.legacy && world.mode === '4-events-only') throw new ApiError(404, {message: goneText})
    const {mode, lag, licensed, version} = world
    const store = storeOf(world.store, authorize(found.family, headers.authorization, world.store))
    const {params} = route
    return found.handle({store, mode, lag, licensed, version, params, query: queryObject(query), body, request})
  } catch (error) {
    return errorReply(error)
  }
}

function preflight(origin: string): Reply {
  const methods = 'GET,HEAD,PUT,PATCH,POST,DELETE'
  return {status: 204, headers: {'access-control-allow-methods': methods, 'access-control-allow-origin': origin}}
}

function errorReply(error: unknown): Reply {
  if (error instanceof ApiError) return {status: error.status, body: error.body}
  if (error instanceof InvalidJson) return {status: 400, text: 'Invalid JSON'}
  if (error instanceof URIError) return {status: 400, text: 'Bad Request'}
  const text = error instanceof Error ? error.message : 'An unknown error occurred'
  return {status: 500, body: {message: 'Internal Server Error', error: text}}
}

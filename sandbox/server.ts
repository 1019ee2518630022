import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo, Socket} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import {answer, operationOf, type World} from './answer.js'
import type {RecordedRequest, Reply} from './http/call.js'
import {type Fault, FaultPicker, faultHeaders, faultReply} from './http/faults.js'
import {type Mode, versionOf} from './http/modes.js'
import {closeAfter, readBody, send, toWire} from './http/wire.js'
import type {Keys} from './store/organization-rows.js'
import {Store, sandboxKeys} from './store/store.js'

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
  const {mode = '3', lag = false, licensed = true, basePath = '', port = 0} = options
  started += 1
  const store = new Store(`sandbox-${started}`)
  const version = options.version ?? (options.release ? `${options.release}.0` : versionOf(mode))
  const traffic: Traffic = {requests: [], faults: [], picker: new FaultPicker()}
  const world = {store, mode, lag, licensed, version, root: `${basePath}/api`}
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    serve(world, traffic, request, response).catch(() => request.socket.destroy())
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
    store,
    requests: traffic.requests,
    faults: traffic.faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

interface Traffic {
  requests: RecordedRequest[]
  faults: Fault[]
  picker: FaultPicker
}

async function serve(
  world: World,
  {requests, faults, picker}: Traffic,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const at = Date.now()
  const {method = 'GET', url = '/'} = request
  const [path = '/', ...search] = url.split('?')
  const limit = operationOf(world, method, path)?.bodyLimit ?? megabyte
  const body = await readBody(request, limit.bytes)
  const bytes = body ?? Buffer.alloc(0)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
  const query = new URLSearchParams(search.join('?'))
  const recorded = {method, path, query, headers, body: bytes.toString(), bytes, at}
  requests.push(recorded)

  const fault = picker.pick(faults, recorded)
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs, undefined, {ref: false})
  if (fault?.reset) return void request.socket.destroy()
  const tooLong = {status: 413, text: `Body exceeded ${limit.name} limit`, close: true}
  const own = () => (body === undefined ? tooLong : answer(world, recorded))
  const reply: Reply = fault?.status === undefined ? own() : faultReply(fault, fault.status)
  if (fault?.resetAfter) return void request.socket.destroy()
  const given = fault && fault.status === undefined ? {...reply.headers, ...faultHeaders(fault)} : reply.headers
  const wire = toWire({...reply, headers: {...given}}, headers['accept-encoding'] ?? '')
  if (fault?.cutBody !== undefined) {
    response.writeHead(wire.status, wire.headers)
    response.write(wire.bytes.subarray(0, fault.cutBody), () => setTimeout(() => request.socket.destroy(), 5))
    return
  }
  if (reply.close) closeAfter(request, response)
  send(response, wire, method === 'HEAD')
}

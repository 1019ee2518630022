import {readdirSync, readFileSync} from 'node:fs'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo, Socket} from 'node:net'
import {join} from 'node:path'
import {answer, type World} from '../../sandbox/answer.js'
import type {RecordedRequest, Reply} from '../../sandbox/http/call.js'
import {versionOf} from '../../sandbox/http/modes.js'
import {readBody, toWire, type Wire} from '../../sandbox/http/wire.js'
import {Store} from '../../sandbox/store/store.js'
import {ROOT} from '../manifest.js'
import type {Case, Trouble} from './case.js'
import {mutated} from './mutate.js'
import {seedFuzz} from './world.js'

/** A Langfuse server in memory that does what a case says. */
export interface HostileServer {
  url: string
  /** Begins a case: with data of its own, and no request yet. */
  begin: (given: Pick<Case, 'mode' | 'troubles'>) => void
  /** Called at each request, with how many there were. */
  onRequest: (count: number) => void
  close: () => void
}

interface RecordedAnswer {
  method: string
  path: string
  status: number
  body: unknown
}

const FOLDER = join(ROOT, 'test/recordings')

function readRecordings(): RecordedAnswer[] {
  const folders = readdirSync(FOLDER, {withFileTypes: true}).filter((entry) => entry.isDirectory())
  return folders.flatMap(({name}) =>
    readdirSync(join(FOLDER, name)).flatMap((file) => {
      const {request, response} = JSON.parse(readFileSync(join(FOLDER, name, file), 'utf8'))
      const {body, status} = response
      return typeof body === 'object' ? [{method: request.method, path: request.path.split('?')[0], status, body}] : []
    }),
  )
}

let recordings: RecordedAnswer[] | undefined

/** Recorded answers to the operation of a request: those whose path has as many parts, the same first four words. */
function recordedFor({method, path}: RecordedRequest): RecordedAnswer[] {
  recordings ??= readRecordings()
  const parts = path.split('/')
  return recordings.filter((one) => {
    const theirs = one.path.split('/')
    return (
      one.method === method && theirs.length === parts.length && theirs.slice(0, 5).join() === parts.slice(0, 5).join()
    )
  })
}

function changed(reply: Reply, request: RecordedRequest, what: Trouble): Reply {
  const json = {'content-type': 'application/json; charset=utf-8'}
  if (what.kind === 'edit' && reply.body !== undefined)
    return {...reply, body: undefined, text: mutated(reply.body, what.edits), headers: {...json, ...reply.headers}}
  if (what.kind === 'recorded') {
    const found = recordedFor(request)
    const one = found[what.pick % Math.max(found.length, 1)]
    return one ? {status: one.status, text: mutated(one.body, what.edits), headers: json} : reply
  }
  if (what.kind === 'drop') {
    const body = reply.body as {data?: unknown[]; meta?: {totalItems?: number}} | undefined
    if (!Array.isArray(body?.data) || body.meta?.totalItems === undefined) return reply
    return {...reply, body: {...body, data: body.data.filter((_, index) => index % what.every !== 0)}}
  }
  if (what.kind === 'answer') return {status: what.status, text: what.text, headers: Object.fromEntries(what.headers)}
  if (what.kind === 'bytes')
    return {status: what.status, bytes: Buffer.from(what.base64, 'base64'), headers: Object.fromEntries(what.headers)}
  if (what.kind === 'header') return {...reply, headers: {...reply.headers, [what.name]: what.value}}
  return reply
}

function endless(response: ServerResponse, status: number, pauseMs: number): void {
  response.writeHead(status, {'content-type': 'application/json'})
  response.write('{"data":[')
  const timer = setInterval(() => response.write(`"${'x'.repeat(1000)}",`), pauseMs)
  response.on('close', () => clearInterval(timer))
}

/** Header lines as they are given: Node refuses values that this server wants to send. */
function writeRaw(socket: Socket, {status, headers, bytes}: Wire, length = bytes.length): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(Buffer.from(`HTTP/1.1 ${status} Odd\r\n${lines.join('')}connection: close\r\n\r\n`, 'latin1'))
  socket.end(bytes.subarray(0, length))
}

function deliver(response: ServerResponse, socket: Socket, wire: Wire, what: Trouble | undefined): void {
  const isUpgrade = what?.kind === 'informational' && what.status === 101
  if (what?.kind === 'informational')
    socket.write(`HTTP/1.1 ${what.status} Odd\r\n${isUpgrade ? 'upgrade: x\r\nconnection: upgrade\r\n' : ''}\r\n`)
  if (isUpgrade) socket.end()
  else if (what?.kind === 'no http') socket.end(Buffer.from(what.base64, 'base64'))
  else if (what?.kind === 'endless') endless(response, what.status, what.pauseMs)
  else writeRaw(socket, wire, what?.kind === 'cut' ? Math.floor((wire.bytes.length * what.part) / 1000) : undefined)
}

/** Starts a server on 127.0.0.1. */
export async function startHostileServer(): Promise<HostileServer> {
  let world: World
  let troubles: Case['troubles'] = []
  let count = 0
  const sockets = new Set<Socket>()
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {socket} = request
    const {method = 'GET', url = '/'} = request
    const [path = '/', ...search] = url.split('?')
    const bytes = (await readBody(request, 8_000_000)) ?? Buffer.alloc(0)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const query = new URLSearchParams(search.join('?'))
    const recorded = {method, path, query, headers, body: bytes.toString(), bytes, at: Date.now()}
    const what = troubles.find(({at}) => at === 'all' || at === count)?.what
    count++
    server.onRequest(count)
    if (what?.kind === 'reset' && !what.carriedOut) return void socket.destroy()
    const reply = answer(world, recorded)
    if (what?.kind === 'reset') return void socket.destroy()
    deliver(response, socket, toWire(what ? changed(reply, recorded, what) : reply, ''), what)
  }
  const http = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  http.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const server: HostileServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    begin: (given) => {
      for (const socket of sockets) socket.destroy()
      const store = new Store('fuzz')
      seedFuzz(store)
      world = {store, mode: given.mode, lag: false, licensed: true, version: versionOf(given.mode), root: '/api'}
      troubles = given.troubles
      count = 0
    },
    onRequest: () => {},
    close: () => {
      http.close()
      for (const socket of sockets) socket.destroy()
    },
  }
  return server
}

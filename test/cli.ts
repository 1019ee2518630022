import {Console} from 'node:console'
import {mkdtemp, rm} from 'node:fs/promises'
import type {IncomingHttpHeaders} from 'node:http'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import nock from 'nock'
import {afterEach, beforeEach, expect} from 'vitest'
import {words} from './texts/words.js'

const {main} = createRequire(import.meta.url)('../dist/langfuse.cjs') as typeof import('../src/main.js')

/** The server that tests talk to; nock answers for it. */
export const HOST = 'http://langfuse.test'
/** A secret that must never be printed. */
export const SECRET = 'sk-lf-00000000-test-secret'
/** What a command needs to reach `HOST`. */
export const KEYS = {LANGFUSE_BASE_URL: HOST, LANGFUSE_PUBLIC_KEY: 'pk-lf-test', LANGFUSE_SECRET_KEY: SECRET}
/** `printf %s 'pk-lf-test:sk-lf-00000000-test-secret' | base64` */
export const BASIC = 'Basic cGstbGYtdGVzdDpzay1sZi0wMDAwMDAwMC10ZXN0LXNlY3JldA=='

/** One answer of the server. */
export interface Answer {
  /** The method that it answers; GET unless said. */
  method?: string
  /** 200 unless said. */
  status?: number
  body?: string | object
  headers?: Record<string, string>
  /** No answer at all, but this error of the connection. */
  error?: string
}

/** A request as it came in, the path raw. */
export interface Sent {
  method: string
  path: string
  authorization: string | undefined
  body: unknown
}

/** How a command line is run. */
export interface Surroundings {
  /** All the variables that there are; the keys unless said. */
  env?: Record<string, string>
  stdin?: Buffer | string
  /** Whether stdin, stdout and stderr are a terminal; none is unless said. */
  tty?: {stdin?: boolean; stdout?: boolean; stderr?: boolean; columns?: number}
}

/** What came of it. */
export interface Outcome {
  stdout: string
  stderr: string
  exitCode: number
  /** What was written to stdout, chunk by chunk. */
  chunks: string[]
}

const sent: Sent[] = []
const strangers: string[] = []
const allHeaders: IncomingHttpHeaders[] = []
let refuseUnknown: (request: {method?: string; path?: string}) => void

beforeEach(() => {
  sent.length = 0
  strangers.length = 0
  allHeaders.length = 0
  refuseUnknown = ({method, path}) => strangers.push(`${method} ${path}`)
  nock.disableNetConnect()
  nock.emitter.on('no match', refuseUnknown)
})

afterEach(() => {
  nock.emitter.off('no match', refuseUnknown)
  const unused = nock.pendingMocks()
  nock.cleanAll()
  expect({unused, unexpected: strangers}).toEqual({unused: [], unexpected: []})
})

/** Answers the next requests, whatever their path; all must be asked for. @returns what came in, as it comes */
export function answers(...list: Answer[]): Sent[] {
  for (const {method = 'GET', status = 200, body, headers, error} of list) {
    const interceptor = nock(HOST).intercept(/^/, method)
    if (error !== undefined) {
      interceptor.replyWithError(Object.assign(new Error(error), {code: error}))
      continue
    }
    interceptor.reply(function (this: nock.ReplyFnContext, _uri: string, given: nock.Body) {
      const {path, headers: came} = this.req as unknown as {path: string; headers: IncomingHttpHeaders}
      allHeaders.push(came)
      sent.push({method, path, authorization: came.authorization, body: given === '' ? undefined : given})
      const type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8'
      return [status, body ?? '', {'content-type': type, ...headers}]
    })
  }
  return sent
}

/** The headers of all requests that came in. */
export function sentHeaders(): IncomingHttpHeaders[] {
  return allHeaders
}

function replaceEnvironment(values: Record<string, string | undefined>): void {
  for (const name of Object.keys(process.env)) delete process.env[name]
  for (const [name, value] of Object.entries(values)) if (value !== undefined) process.env[name] = value
}

type Write = typeof process.stdout.write

function capture(chunks: Buffer[]): Write {
  return ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    chunks.push(Buffer.from(chunk as string))
    const callback = rest.find((one) => typeof one === 'function') as ((error?: Error) => void) | undefined
    callback?.()
    return true
  }) as Write
}

function replaceProperty(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, {value, configurable: true, writable: true})
  return () => {
    if (before) Object.defineProperty(target, name, before)
    else delete (target as Record<string, unknown>)[name]
  }
}

/**
 * Runs one command line in this process, with nothing of the surroundings but what is given.
 * A line is split as a shell would; the word `langfuse` is not part of it.
 */
export async function cli(
  line: string[] | string,
  {env = KEYS, stdin = '', tty = {}}: Surroundings = {},
): Promise<Outcome> {
  const home = await mkdtemp(join(tmpdir(), 'langfusectl-test-'))
  const before = {...process.env}
  const listeners = new Set(process.stderr.listeners('error'))
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  const input = Object.assign(Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]), {isTTY: tty.stdin ?? false})
  const restore = [
    replaceProperty(process, 'stdin', input),
    replaceProperty(process.stdout, 'isTTY', tty.stdout ?? false),
    replaceProperty(process.stdout, 'columns', tty.columns ?? 80),
    replaceProperty(process.stderr, 'isTTY', tty.stderr ?? false),
    replaceProperty(process.stdout, 'write', capture(out)),
    replaceProperty(process.stderr, 'write', capture(err)),
    replaceProperty(globalThis, 'console', new Console(process.stdout, process.stderr)),
  ]
  replaceEnvironment({
    HOME: home,
    XDG_CONFIG_HOME: home,
    TZ: before.TZ,
    LANGFUSE_CLI_NO_UPDATE_NOTIFIER: '1',
    ...env,
  })
  process.exitCode = undefined
  let exitCode: number
  try {
    exitCode = await main(typeof line === 'string' ? words(line) : line)
  } finally {
    for (const undo of restore) undo()
    replaceEnvironment(before)
    process.exitCode = undefined
    for (const one of process.stderr.listeners('error')) {
      if (!listeners.has(one)) process.stderr.off('error', one as () => void)
    }
    await rm(home, {recursive: true, force: true})
  }
  const [stdout, stderr] = [Buffer.concat(out).toString(), Buffer.concat(err).toString()]
  for (const secret of [SECRET, BASIC]) expect(stdout + stderr).not.toContain(secret)
  return {stdout, stderr, exitCode, chunks: out.map(String)}
}

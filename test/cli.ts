import type {IncomingHttpHeaders} from 'node:http'
import nock from 'nock'
import {afterEach, beforeEach, expect} from 'vitest'
import {type Outcome, runProgram, type Surroundings} from './run-program.js'
import {words} from './texts/words.js'

export type {Outcome, Surroundings} from './run-program.js'

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

/**
 * Runs one command line in this process, with nothing of the surroundings but what is given: the keys unless said.
 * A line is split as a shell would; the word `langfuse` is not part of it.
 */
export async function cli(line: string[] | string, {env = KEYS, ...rest}: Surroundings = {}): Promise<Outcome> {
  const outcome = await runProgram(typeof line === 'string' ? words(line) : line, {env, ...rest})
  for (const secret of [SECRET, BASIC]) expect(outcome.stdout + outcome.stderr).not.toContain(secret)
  return outcome
}

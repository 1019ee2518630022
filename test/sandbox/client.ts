import {onTestFinished} from 'vitest'
import {type Sandbox, type SandboxOptions, startSandbox} from '../../sandbox/server.js'
import {type Answer, send} from './replay.js'

/** An answer with its JSON; an empty object when it is none. */
export interface Result extends Answer {
  body: Record<string, unknown>
}

/** A sandbox that stops with the test which starts it. */
export async function start(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options)
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** The header for a pair of keys. */
export function basic({publicKey, secretKey}: Sandbox['keys']['project']): {authorization: string} {
  return {authorization: `Basic ${btoa(`${publicKey}:${secretKey}`)}`}
}

/** The `filter` parameter with some conditions. */
export function filter(...conditions: object[]): string {
  return `filter=${encodeURIComponent(JSON.stringify(conditions))}`
}

/** The rows of a list. */
export function rows({body}: Result): Record<string, unknown>[] {
  return body.data as Record<string, unknown>[]
}

/** A bare client for the sandbox's own tests: paths are below `/api/public` and go out as they are written. */
export async function call(sandbox: Sandbox, operation: string, body?: unknown, headers = {}): Promise<Result> {
  const [method = 'GET', path = '/'] = operation.split(' ')
  const given = {
    ...basic(sandbox.keys.project),
    ...(body === undefined ? {} : {'content-type': 'application/json'}),
    ...headers,
  }
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await send(`${sandbox.url}/api/public${path}`, method, given, text)
  return {...answer, body: answer.text.startsWith('{') ? JSON.parse(answer.text) : {}}
}

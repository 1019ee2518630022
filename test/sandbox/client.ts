import type {Sandbox} from '../../sandbox/server.js'
import {type Answer, send} from './replay.js'

/** An answer with its JSON; an empty object when it is none. */
export interface Result extends Answer {
  body: Record<string, unknown>
}

/** The rows of a list. */
export function rows({body}: Result): Record<string, unknown>[] {
  return body.data as Record<string, unknown>[]
}

/** A bare client for the sandbox's own tests: paths are below `/api/public` and go out as they are written. */
export async function call(sandbox: Sandbox, operation: string, body?: unknown, headers = {}): Promise<Result> {
  const [method = 'GET', path = '/'] = operation.split(' ')
  const {publicKey, secretKey} = sandbox.keys.project
  const given = {
    authorization: `Basic ${btoa(`${publicKey}:${secretKey}`)}`,
    ...(body === undefined ? {} : {'content-type': 'application/json'}),
    ...headers,
  }
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await send(`${sandbox.url}/api/public${path}`, method, given, text)
  return {...answer, body: answer.text.startsWith('{') ? JSON.parse(answer.text) : {}}
}

import type {Client} from '../../api/http/client.js'
import {ApiError} from '../../api/http/errors.js'
import {readServer} from '../../api/http/health.js'
import type {Operation} from '../../api/operation/endpoint.js'
import {type Finding, ok, problem, problemOf} from './finding.js'

/** What came of asking a server for its health. */
export interface Health {
  finding: Finding
  /** Undefined when it is no Langfuse server, or did not answer. */
  version: string | undefined
}

const NO_LANGFUSE = 'Is the host right, base path included?'

/** Whether the server is there and well, and its version. @param health the operation to ask by */
export async function checkServer(client: Client, health: Operation): Promise<Health> {
  try {
    const server = readServer((await client.send(health, {})).data)
    if (typeof server === 'object') {
      return {finding: ok('server', `Langfuse ${server.version} at ${client.host}`), version: server.version}
    }
    const text = `${client.host} answers, but not as a Langfuse server does`
    return {finding: problem('server', 'not_available', text, NO_LANGFUSE), version: undefined}
  } catch (error) {
    const server = error instanceof ApiError ? readServer(error.body) : 'unknown'
    if (!(error instanceof ApiError) || typeof server !== 'object') {
      return {finding: problemOf('server', error), version: undefined}
    }
    const text = `Langfuse ${server.version} at ${client.host} is not well: ${error.message} (${error.status})`
    const hint = 'Look at the server itself: its log, its database.'
    return {finding: problem('server', 'rejected', text, hint), version: server.version}
  }
}

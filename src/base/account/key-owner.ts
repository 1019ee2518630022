import {CliError} from '../../api/errors/cli-error.js'
import type {Client} from '../../api/http/client.js'
import {ApiError} from '../../api/http/errors.js'
import type {Operation, Scope} from '../../api/operation/endpoint.js'
import {hostLabel} from './host.js'

/** What the server says about a pair of keys. */
export type KeyOwner =
  | {kind: 'organization'}
  | {kind: 'project'; project: {id: string; name: string; organization?: string}}

interface Answer {
  data?: {id?: unknown; name?: unknown; organization?: {name?: unknown} | null}[]
}

/**
 * Asks the server which project the keys belong to, or whether they are those of an organization.
 * @param whoami the operation that gives a project key its project, and 403 to an organization key
 * @throws ApiError for unknown keys, CliError `not_available` for a server that is not Langfuse
 */
export async function findKeyOwner(
  client: Client,
  whoami: Operation,
  scope: Exclude<Scope, 'admin' | 'none'>,
): Promise<KeyOwner> {
  try {
    const {data} = await client.send({...whoami, scope}, {})
    const project = (data as Answer | undefined)?.data?.[0]
    if (typeof project?.id !== 'string' || typeof project.name !== 'string') {
      const hint = 'Is the host right, base path included?'
      throw new CliError('not_available', `${hostLabel(client.host)} answered, but not as a Langfuse server does`, hint)
    }
    const organization = project.organization?.name
    const {id, name} = project
    return {kind: 'project', project: {id, name, ...(typeof organization === 'string' ? {organization} : {})}}
  } catch (error) {
    if (error instanceof ApiError && error.status === 403 && /organization key/i.test(error.message)) {
      return {kind: 'organization'}
    }
    throw error
  }
}

import type {Client} from '../../api/http/client.js'
import {isEventsOnly} from '../../api/variants/write-mode.js'
import {explain} from '../errors/explain.js'
import type {Settings} from '../settings/settings.js'
import {type Finding, ok, warning} from './finding.js'

/** What version and probe say together. @param apiVersion which version the user asks for */
export function judgeApiVersion(version: string, eventsOnly: boolean, apiVersion: Settings['apiVersion']): Finding {
  const newer = Number.parseInt(version.replace(/^v/, ''), 10) >= 4
  const text = eventsOnly
    ? '4, in events_only mode: the older routes are gone'
    : newer
      ? '4, and the older routes too (legacy or dual mode)'
      : '3'
  const impossible = eventsOnly ? '3' : newer ? undefined : '4'
  if (apiVersion !== impossible || impossible === undefined) return ok('api version', text)
  return warning(
    'api version',
    `${text}, but API version ${apiVersion} is asked for`,
    'Take --api-version or LANGFUSE_CLI_API_VERSION away: the program finds out by itself.',
  )
}

/** Which API version the server speaks; costs one request without keys. */
export async function checkApiVersion(
  client: Client,
  version: string,
  apiVersion: Settings['apiVersion'],
): Promise<Finding> {
  try {
    return judgeApiVersion(version, await isEventsOnly(client), apiVersion)
  } catch (error) {
    const {code, message} = explain(error)
    if (code === 'interrupted' || code === 'internal') throw error
    return warning('api version', `cannot be told: ${message}`, 'Ask again later; commands find out by themselves.')
  }
}

import type {Client} from '../../api/http/client.js'
import {ApiError} from '../../api/http/errors.js'
import * as health from '../../api/http/health.js'
import {isEventsOnly} from '../../api/variants/write-mode.js'
import type {Settings} from '../settings/settings.js'
import {type Finding, notAsked, ok, problem, problemOf, skipped, warning} from './finding.js'

/** Whether the server is there and well. `version` is undefined when it is no Langfuse server, or did not answer. */
async function checkHealth(client: Client): Promise<{finding: Finding; version?: string}> {
  try {
    const server = health.readServer((await client.send(health.get, {})).data)
    if (typeof server === 'object') {
      const {version} = server
      return {finding: ok('server', `Langfuse ${version} at ${client.host}`), version}
    }
    const text = `${client.host} answers, but not as a Langfuse server does`
    return {finding: problem('server', 'not_available', text, 'Is the host right, base path included?')}
  } catch (error) {
    const server = error instanceof ApiError ? health.readServer(error.body) : 'unknown'
    if (!(error instanceof ApiError) || typeof server !== 'object') return {finding: problemOf('server', error)}
    const {version} = server
    const text = `Langfuse ${version} at ${client.host} is not well: ${error.message} (${error.status})`
    return {finding: problem('server', 'rejected', text, 'Look at the server itself: its log, its database.'), version}
  }
}

/** What version and probe say together. @param apiVersion which version the user asks for */
export function judgeApiVersion(version: string, eventsOnly: boolean, apiVersion: Settings['apiVersion']): Finding {
  const newer = Number.parseInt(version.replace(/^v/, ''), 10) >= 4
  const text = eventsOnly
    ? '4, in events_only mode: the older routes are gone'
    : newer
      ? '4, and the older routes too (legacy or dual mode)'
      : '3'
  const impossible = eventsOnly ? '3' : newer ? undefined : '4'
  if (apiVersion !== impossible) return ok('api version', text)
  return warning(
    'api version',
    `${text}, but API version ${apiVersion} is asked for`,
    'Take --api-version or LANGFUSE_CLI_API_VERSION away: the program finds out by itself.',
  )
}

/** Which API version the server speaks; costs one request without keys. */
async function checkApiVersion(client: Client, version: string, apiVersion: Settings['apiVersion']): Promise<Finding> {
  try {
    return judgeApiVersion(version, await isEventsOnly(client), apiVersion)
  } catch (error) {
    const {text} = problemOf('api version', error)
    return warning('api version', `not known: ${text}`, 'Ask again later; commands find out by themselves.')
  }
}

const MAX_CLOCK_SECONDS = 60

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}

/**
 * Compares this machine's clock with the server's.
 * @param date the Date header of an answer; undefined when none came
 * @param at when it came, in milliseconds since 1970
 */
export function checkClock(date: string | undefined, at: number): Finding {
  if (date === undefined) return notAsked('clock', 'server')
  const theirs = Date.parse(date)
  if (Number.isNaN(theirs)) return skipped('clock', 'the server does not say what time it is')
  const ahead = Math.round((at - theirs) / 1000)
  const off = Math.abs(ahead)
  if (off <= MAX_CLOCK_SECONDS) return ok('clock', off <= 1 ? "as the server's" : `${off} s from the server's`)
  return warning(
    'clock',
    `${duration(off)} ${ahead > 0 ? 'ahead of' : 'behind'} the server's`,
    'Set it (NTP): times such as --from 1h, and the spans that you send, are off by that.',
  )
}

/**
 * Health, API version and clock of a server.
 * @param lastDate the Date header of the last answer, and when it came in milliseconds since 1970
 * @returns what was found, and whether it is a Langfuse server, so that keys can be tried
 */
export async function checkServer(
  client: Client,
  apiVersion: Settings['apiVersion'],
  lastDate: () => {date?: string | undefined; at: number},
): Promise<{findings: Finding[]; isLangfuse: boolean}> {
  const {finding: server, version} = await checkHealth(client)
  const {date, at} = lastDate()
  const clock = checkClock(date, at)
  if (version === undefined) return {findings: [server, notAsked('api version', 'server'), clock], isLangfuse: false}
  return {findings: [server, await checkApiVersion(client, version, apiVersion), clock], isLangfuse: true}
}

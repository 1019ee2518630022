import {getProxyForUrl} from 'proxy-from-env'
import type {Client} from '../../api/http/client.js'
import type {Transport} from '../../api/http/transport.js'
import type {Operation} from '../../api/operation/endpoint.js'
import type {Connection} from '../account/credentials.js'
import type {Environment} from '../input/environment.js'
import type {Settings} from '../settings/settings.js'
import {checkApiVersion} from './api-version.js'
import {checkClock} from './clock.js'
import {type Finding, skipped} from './finding.js'
import {checkKeys} from './keys.js'
import {checkName} from './name.js'
import {checkProxy} from './proxy.js'
import {checkServer} from './server.js'
import {checkTls} from './tls.js'

/** The longest that one question to the network may take, in milliseconds. */
export const LONGEST_MS = 5000

/** What the checks of a server work with. */
export interface Questions {
  client: Client
  connection: Connection
  env: Environment
  settings: Settings
  /** The operations that say how a server is, and whose the keys are. */
  health: Operation
  whoami: Operation
  /** The last Date header that came, and when, in milliseconds since 1970. */
  lastDate: () => {date: string | undefined; at: number}
  transport: Transport
}

/** From the name of the host to its port. With a proxy before it, both are the proxy's business. */
async function checkWay(host: string, proxy: string, timeoutMs: number, transport: Transport): Promise<Finding[]> {
  if (proxy !== '') return [skipped('dns', 'the proxy looks it up'), skipped('tls', 'goes through the proxy')]
  const name = await checkName(host, timeoutMs)
  if (name.state === 'problem') return [name, skipped('tls', 'the host is not found: see dns')]
  if (host.startsWith('http:')) return [name, skipped('tls', `${host} is not encrypted`)]
  return [name, await checkTls(host, timeoutMs, transport)]
}

/** Everything between this machine and the server, in order; what cannot be asked any more is skipped. */
export async function checkNetwork(questions: Questions): Promise<Finding[]> {
  const {client, connection, env, settings, health, whoami, lastDate, transport} = questions
  const {host} = connection
  const timeoutMs = Math.min(LONGEST_MS, settings.timeoutMs)
  const proxy = getProxyForUrl(host)
  const way = [checkProxy(proxy, host, env), ...(await checkWay(host, proxy, timeoutMs, transport))]
  const blocked = way.find(({state}) => state === 'problem')
  const reason = blocked ? `not asked: see ${blocked.name}` : 'not asked: see server'
  if (blocked) {
    const rest = ['server', 'api version', 'clock'].map((name) => skipped(name, reason))
    return [...way, ...rest, ...(await checkKeys(client, connection, whoami, reason))]
  }
  const {finding: server, version} = await checkServer(client, health)
  const {date, at} = lastDate()
  const clock = date === undefined ? skipped('clock', reason) : checkClock(date, at)
  const version4 =
    version === undefined ? skipped('api version', reason) : await checkApiVersion(client, version, settings.apiVersion)
  const keys = await checkKeys(client, connection, whoami, version === undefined ? reason : undefined)
  return [...way, server, version4, clock, ...keys]
}

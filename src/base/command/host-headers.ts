import {CliError} from '../../api/errors/cli-error.js'
import type {HostHeaders} from '../../api/http/host-headers.js'
import {proxyLabel} from '../../api/http/proxy.js'
import type {Transport} from '../../api/http/transport.js'
import type {Connection} from '../account/credentials.js'
import {nonEmpty} from '../input/environment.js'
import type {FlagValues} from '../input/flags.js'
import {isOpenHeader, type RequestHeader, TYPED} from '../input/request-headers.js'
import {registerHeaders} from '../output/redact.js'

const PROXY_AUTHORIZATION = 'proxy-authorization'

/** The headers that go with every request of a connection. */
export interface ConnectionHeaders {
  /** Undefined when there are none. */
  sent: HostHeaders | undefined
  /** The name of each, and who gave it: `x-gateway-key (profile staging)`. */
  labels: string[]
}

/**
 * The headers of -H, the variable and the profile, others for other names: typed beats inherited, a profile that is typed
 * the variable, too. Their values are secrets from then on.
 * @throws CliError `usage` for Proxy-Authorization where a proxy on the way would take it for its own
 */
export function connectionHeaders(
  given: RequestHeader[],
  {host, headers: profile}: Pick<Connection, 'host' | 'headers'>,
  flags: FlagValues,
  {proxy}: Transport,
): ConnectionHeaders {
  const typedProfile = nonEmpty(flags.profile) !== undefined
  const own = given.filter(({name, source}) => source === TYPED || !typedProfile || !profile?.names.includes(name))
  const saved = (profile?.names ?? []).filter((name) => own.every((header) => header.name !== name))
  const names = [...own.map(({name}) => name), ...saved]
  if (names.length === 0) return {sent: undefined, labels: []}
  if (proxy && host.startsWith('http:') && names.includes(PROXY_AUTHORIZATION)) {
    const message = `${PROXY_AUTHORIZATION}: the proxy ${proxyLabel(proxy)} would take it for its own; nothing was sent`
    throw new CliError('usage', message, 'It reaches servers of https:// only, or those in NO_PROXY.')
  }
  registerHeaders(own)
  const open = own.filter(({name}) => isOpenHeader(name))
  const read = async (): Promise<Record<string, string>> => {
    const kept = saved.length > 0 ? ((await profile?.read()) ?? []) : []
    registerHeaders(kept)
    const all = [...own, ...kept.filter(({name}) => saved.includes(name))]
    return Object.fromEntries(all.map(({name, value}) => [name, value]))
  }
  let reading: Promise<Record<string, string>> | undefined
  return {
    sent: {
      open: Object.fromEntries(open.map(({name, value}) => [name, value])),
      secret: names.filter((name) => open.every((header) => header.name !== name)),
      read: () => {
        reading ??= read()
        return reading
      },
    },
    labels: [
      ...own.map(({name, source}) => `${name} (${source})`),
      ...saved.map((name) => `${name} (${profile?.source})`),
    ],
  }
}

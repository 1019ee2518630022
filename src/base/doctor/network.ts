import {lookup} from 'node:dns/promises'
import {once} from 'node:events'
import {isIP} from 'node:net'
import {setTimeout as after} from 'node:timers/promises'
import {connect} from 'node:tls'
import {NetworkError} from '../../api/http/errors.js'
import type {ProxyServer} from '../../api/http/proxy.js'
import type {Transport} from '../../api/http/transport.js'
import type {Environment} from '../input/environment.js'
import type {IOStreams} from '../input/io-streams.js'
import {type Finding, ok, problem, problemOf, skipped, warning} from './finding.js'

const PROXY_VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY']

/** Which proxy stands before a host. */
export function checkProxy(proxy: ProxyServer | undefined, host: string, env: Environment): Finding {
  if (proxy) return ok('proxy', `${proxy.url} for ${host}`)
  const set = PROXY_VARIABLES.filter((name) => env[name] || env[name.toLowerCase()])
  return ok('proxy', set.length === 0 ? 'none' : `none for ${host}, though ${set.join(', ')} is set`)
}

const DNS_ERRORS: Record<string, string> = {
  ENOTFOUND: 'There is no such host',
  EAI_AGAIN: 'The name cannot be looked up right now',
}
const NO_DNS = 'Does the DNS server answer? A VPN that is off, or one that is on, is a common reason.'

function hostnameOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

/** How long a check may take, in milliseconds, and what ends it before. */
export interface CheckLimits {
  timeoutMs: number
  signal: AbortSignal
}

/** Whether the name of a host can be looked up. @throws the signal's reason */
export async function checkName(host: string, {timeoutMs, signal}: CheckLimits): Promise<Finding> {
  const name = hostnameOf(host)
  if (isIP(name)) return ok('dns', `${name} is an address`)
  try {
    const found = await Promise.race([lookup(name, {all: true}), after(timeoutMs, undefined, {ref: false, signal})])
    if (!found) return problem('dns', 'network', `No answer about ${name} within ${timeoutMs / 1000} s`, NO_DNS)
    return ok('dns', `${name} is ${found.map(({address}) => address).join(', ')}`)
  } catch (error) {
    signal.throwIfAborted()
    const {code = 'ENOTFOUND'} = error as NodeJS.ErrnoException
    return problemOf('dns', new NetworkError(`${DNS_ERRORS[code] ?? code}: ${name}`, code, host, 1))
  }
}

/** What a server showed when a connection was made. */
export interface Handshake {
  protocol: string
  /** Until when the certificate is good, in milliseconds since 1970. */
  validTo: number
  issuer: string
  /** Why the certificate is not trusted; undefined when it is. */
  distrust: string | undefined
}

const DAY_MS = 24 * 60 * 60 * 1000
const SOON_DAYS = 14

/** Connects, sends nothing, and hangs up. @param ca PEM texts of all trusted CAs; undefined for Node's @throws NetworkError; the signal's reason */
async function shakeHands(host: string, limits: CheckLimits, ca: string[] | undefined): Promise<Handshake> {
  const name = hostnameOf(host)
  const {timeoutMs} = limits
  const signal = AbortSignal.any([limits.signal, AbortSignal.timeout(timeoutMs)])
  const socket = connect({
    host: name,
    port: Number(new URL(host).port || 443),
    rejectUnauthorized: false,
    ...(isIP(name) ? {} : {servername: name}),
    ...(ca ? {ca} : {}),
  })
  try {
    await once(socket, 'secureConnect', {signal})
    const {valid_to, issuer} = socket.getPeerCertificate()
    return {
      protocol: socket.getProtocol() ?? 'TLS',
      validTo: Date.parse(valid_to),
      issuer: String(issuer?.O ?? issuer?.CN ?? 'nobody named'),
      distrust: socket.authorized ? undefined : String(socket.authorizationError),
    }
  } catch (error) {
    limits.signal.throwIfAborted()
    const {code = 'EPROTO', message} = error as NodeJS.ErrnoException
    if (signal.aborted)
      throw new NetworkError(`No TLS connection within ${timeoutMs / 1000} s: ${host}`, 'ETIMEDOUT', host, 1)
    const plain = /WRONG_VERSION_NUMBER|PACKET_LENGTH/.test(`${code} ${message}`)
    const text = plain ? 'The server does not speak TLS' : `No TLS connection (${code})`
    throw new NetworkError(`${text}: ${host}`, plain ? 'EPROTO' : code, host, 1)
  } finally {
    socket.destroy()
  }
}

/** What a handshake means. @param now milliseconds since 1970 */
export function checkHandshake(host: string, {protocol, validTo, issuer, distrust}: Handshake, now: number): Finding {
  const days = Math.floor((validTo - now) / DAY_MS)
  if (validTo < now) {
    const hint = "Renew it on the server. If it is not old at all, this machine's clock is wrong."
    return problem('tls', 'network', `The certificate of ${host} ended ${-days} days ago`, hint)
  }
  if (distrust !== undefined) {
    const message = `The certificate of ${host} by ${issuer} is refused (${distrust})`
    if (distrust !== 'ERR_TLS_CERT_ALTNAME_INVALID')
      return problemOf('tls', new NetworkError(message, `CERT ${distrust}`, host, 1))
    return problem('tls', 'network', message, 'It is for another name. Is the host spelt as in the certificate?')
  }
  const text = `${protocol}, certificate by ${issuer} good for ${days} more days`
  return days < SOON_DAYS ? warning('tls', text, 'Renew it on the server before it ends.') : ok('tls', text)
}

/** Whether the server speaks TLS, with a certificate that is trusted. */
async function checkTls(host: string, limits: CheckLimits, {ca, insecure}: Transport, now: Date): Promise<Finding> {
  try {
    const handshake = await shakeHands(host, limits, ca)
    const {distrust} = handshake
    if (!insecure || distrust === undefined) return checkHandshake(host, handshake, now.getTime())
    return warning('tls', `not trusted (${distrust}), but --insecure takes it`, 'Better: --ca-cert FILE.')
  } catch (error) {
    return problemOf('tls', error)
  }
}

/** From the proxy to the port of a host, up to the first problem; what a proxy does itself is skipped. @param limits of each check */
export async function checkNetwork(
  host: string,
  transport: Transport,
  {io: {env}, now}: {io: IOStreams; now: Date},
  limits: CheckLimits,
): Promise<Finding[]> {
  const {proxy: server} = transport
  const proxy = checkProxy(server, host, env)
  if (server) return [proxy, skipped('dns', 'the proxy looks it up'), skipped('tls', 'goes through the proxy')]
  const dns = await checkName(host, limits)
  if (dns.state === 'problem') return [proxy, dns, skipped('tls', 'the host is not found: see dns')]
  if (host.startsWith('http:')) return [proxy, dns, skipped('tls', `${host} is not encrypted`)]
  return [proxy, dns, await checkTls(host, limits, transport, now)]
}

/** A proxy that applies to the host. */
export interface ProxyServer {
  /** Scheme, host and port; no user, no password. */
  url: string
  /** The Proxy-Authorization header. */
  authorization: string | undefined
  /** The variable that named it. */
  variable: string
}

/** How requests get to the host, and who may vouch for it. */
export interface Transport {
  proxy: ProxyServer | undefined
  /** PEM texts of all trusted CAs; undefined for those that Node trusts. */
  ca: string[] | undefined
  /** The file that added to them, for people. */
  caFile: string | undefined
  /** No certificate is checked. */
  insecure: boolean
}

/** What ends the way to a proxy. */
export interface TransportLimits {
  /** Milliseconds that a connection may take to be made. */
  timeoutMs: number
  signal?: AbortSignal
}

/** What a code of an error begins with when the proxy answered with a status; the status follows. */
export const PROXY_STATUS = 'PROXY_'
/** The code of a proxy that hung up before it answered. */
export const PROXY_HUNG_UP = 'PROXY_CUT'

/** The proxy did not let a request through. `code` is Node's, or one of ours. */
export class ProxyError extends Error {
  override name = 'ProxyError'
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message)
  }
}

/** A proxy for people: `http://proxy.example.com:3128 (HTTPS_PROXY)`. */
export function proxyLabel({url, variable}: ProxyServer): string {
  return `${url} (${variable})`
}

/** What to say of answers that may be those of a proxy: it can write into http, but not into https. */
export function proxySuffix(transport: Transport | undefined, host: string): string {
  return transport?.proxy && host.startsWith('http:') ? ` through the proxy ${proxyLabel(transport.proxy)}` : ''
}

/** What a printed request says of certificates. */
export function certificateOptions(transport: Transport | undefined): {trust?: {caFile?: string; insecure: boolean}} {
  if (!transport || (transport.caFile === undefined && !transport.insecure)) return {}
  const {caFile, insecure} = transport
  return {trust: {...(caFile === undefined ? {} : {caFile}), insecure}}
}

/** The same as options of the HTTP library. What speaks to proxies is loaded only where there is one. */
export async function connectionOptions({proxy, ca, insecure}: Transport, limits: TransportLimits) {
  const unchecked = insecure ? {rejectUnauthorized: false} : {}
  const https = {...(ca ? {certificateAuthority: ca} : {}), ...unchecked}
  if (!proxy) return {https}
  const {proxyAgents} = await import('./proxy-agents.js')
  return {https, agent: proxyAgents(proxy, {...(ca ? {ca} : {}), ...unchecked}, limits)}
}

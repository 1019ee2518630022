import {type ProxyServer, proxyLabel, type TransportLimits} from './proxy.js'

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

/** What messages add to answers that may be those of a proxy: it can write into http, but not into https. */
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

/** A proxy that applies to the host. */
export interface ProxyServer {
  /** Scheme, host and port; no user, no password. */
  url: string
  /** The Proxy-Authorization header. */
  authorization: string | undefined
  /** The variable that named it. */
  variable: string
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

/** A proxy for people: `http://proxy.example.com:3128 (HTTPS_PROXY)`. */
export function proxyLabel({url, variable}: ProxyServer): string {
  return `${url} (${variable})`
}

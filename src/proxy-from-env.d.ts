declare module 'proxy-from-env' {
  /** The proxy for an address by the variables of this process; empty for none. */
  export function getProxyForUrl(url: string): string
}

declare module 'proxy-from-env' {
  /** The proxy that the variables name for a URL; empty when there is none, or NO_PROXY has its host. */
  export function getProxyForUrl(url: string): string
}

import type {ClientRequest} from 'node:http'
import type {Agent as HttpsAgent} from 'node:https'
import {isIP, type Socket} from 'node:net'
import {checkServerIdentity, type PeerCertificate} from 'node:tls'
import {HttpProxyAgent} from 'http-proxy-agent'
import {HttpsProxyAgent} from 'https-proxy-agent'
import {NetworkError} from './errors.js'
import {PROXY_HUNG_UP, PROXY_STATUS, type ProxyServer, type TransportLimits} from './proxy.js'

interface Trust {
  ca?: string[]
  rejectUnauthorized?: boolean
}

/** What a connection to a proxy is made with; an agent of the library takes it for all its connections. */
interface Route extends TransportLimits {
  proxy: ProxyServer
  options: Trust & {headers: Record<string, string>; keepAlive: true; signal?: AbortSignal}
}

function failure({url, variable}: ProxyServer, message: string, code: string): NetworkError {
  return new NetworkError(message, code, url, 1, false, variable)
}

/**
 * Makes one connection to a proxy. A request cannot be given up before it has a socket, so the time limit and Ctrl-C
 * end the socket itself. Whatever fails here is the proxy's failure.
 * @param connect makes it with the signal that ends it
 */
async function connectTo<S extends Socket>(
  {proxy, timeoutMs, signal}: Route,
  connect: (signal: AbortSignal) => Promise<S>,
): Promise<S> {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), timeoutMs)
  try {
    return await connect(AbortSignal.any([tooLong.signal, ...(signal ? [signal] : [])]))
  } catch (error) {
    const {message, code = PROXY_HUNG_UP} = error as NodeJS.ErrnoException
    throw failure(proxy, message, tooLong.signal.aborted ? 'ETIMEDOUT' : code)
  } finally {
    clearTimeout(timer)
  }
}

/** Within a tunnel Node compares a certificate with the proxy's name where the host is an address without a name. */
function identityOf(host: string | undefined) {
  if (host === undefined || isIP(host) === 0) return {}
  return {checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(host, certificate)}
}

/** For https: a tunnel through the proxy, which a refusal of the proxy does not pass for an answer of the server. */
class Tunnels extends HttpsProxyAgent<string> {
  constructor(private readonly route: Route) {
    super(route.proxy.url, route.options)
  }

  override async connect(request: ClientRequest, options: Parameters<HttpsProxyAgent<string>['connect']>[1]) {
    const {proxy, options: usual} = this.route
    let status = 0
    request.once('proxyConnect', ({statusCode}: {statusCode: number}) => {
      status = statusCode
    })
    const socket = await connectTo(this.route, (signal) =>
      new HttpsProxyAgent(proxy.url, {...usual, signal}).connect(request, {...options, ...identityOf(options.host)}),
    )
    if (status === 200) return socket
    socket.destroy()
    throw failure(proxy, `status ${status}`, `${PROXY_STATUS}${status}`)
  }
}

/** For http: the proxy gets the request and passes it on. */
class Forwards extends HttpProxyAgent<string> {
  constructor(private readonly route: Route) {
    super(route.proxy.url, route.options)
  }

  override async connect(...request: Parameters<HttpProxyAgent<string>['connect']>) {
    const {proxy, options} = this.route
    return connectTo(this.route, (signal) => new HttpProxyAgent(proxy.url, {...options, signal}).connect(...request))
  }
}

/** What takes requests through a proxy. Connections are kept for the next request. */
export function proxyAgents(proxy: ProxyServer, trust: Trust, limits: TransportLimits) {
  const {authorization} = proxy
  const headers: Record<string, string> = authorization === undefined ? {} : {'Proxy-Authorization': authorization}
  const route: Route = {...limits, proxy, options: {...trust, headers, keepAlive: true}}
  return {http: new Forwards(route), https: new Tunnels(route) as unknown as HttpsAgent}
}

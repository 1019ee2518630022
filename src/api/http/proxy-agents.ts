import type {ClientRequest} from 'node:http'
import type {Agent as HttpsAgent} from 'node:https'
import {isIP, type Socket} from 'node:net'
import {checkServerIdentity, type PeerCertificate} from 'node:tls'
import {HttpProxyAgent} from 'http-proxy-agent'
import {HttpsProxyAgent} from 'https-proxy-agent'
import {PROXY_HUNG_UP, PROXY_STATUS, ProxyError, type ProxyServer, type TransportLimits} from './proxy.js'

interface Trust {
  ca?: string[]
  rejectUnauthorized?: boolean
}

/** What both agents have in common: the options of the connection to the proxy. */
interface Connecting {
  connectOpts: object
}

/**
 * Makes one connection to a proxy. A request cannot be given up before it has a socket, so the time limit and Ctrl-C
 * end the socket itself. Whatever fails here is the proxy's failure.
 */
async function connectTo(agent: Connecting, {timeoutMs, signal}: TransportLimits, connect: () => Promise<Socket>) {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), timeoutMs)
  const usual = agent.connectOpts
  agent.connectOpts = {...usual, signal: AbortSignal.any([tooLong.signal, ...(signal ? [signal] : [])])}
  try {
    const connecting = connect()
    agent.connectOpts = usual
    return await connecting
  } catch (error) {
    const {message, code = PROXY_HUNG_UP} = error as NodeJS.ErrnoException
    throw new ProxyError(message, tooLong.signal.aborted ? 'ETIMEDOUT' : code)
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
  limits: TransportLimits = {timeoutMs: 0}

  override async connect(request: ClientRequest, options: Parameters<HttpsProxyAgent<string>['connect']>[1]) {
    let status = 0
    request.once('proxyConnect', ({statusCode}: {statusCode: number}) => {
      status = statusCode
    })
    const socket = await connectTo(this, this.limits, () =>
      super.connect(request, {...options, ...identityOf(options.host)}),
    )
    if (status === 200) return socket
    socket.destroy()
    throw new ProxyError(`status ${status}`, `${PROXY_STATUS}${status}`)
  }
}

/** For http: the proxy gets the request and passes it on. */
class Forwards extends HttpProxyAgent<string> {
  limits: TransportLimits = {timeoutMs: 0}

  override async connect(...request: Parameters<HttpProxyAgent<string>['connect']>) {
    return connectTo(this, this.limits, () => super.connect(...request))
  }
}

/** What takes requests through a proxy. Connections are kept for the next request. */
export function proxyAgents({url, authorization}: ProxyServer, trust: Trust, limits: TransportLimits) {
  const headers = authorization === undefined ? {} : {'Proxy-Authorization': authorization}
  const options = {...trust, headers, keepAlive: true}
  const https = Object.assign(new Tunnels(url, options), {limits})
  return {http: Object.assign(new Forwards(url, options), {limits}), https: https as unknown as HttpsAgent}
}

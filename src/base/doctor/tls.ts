import {isIP} from 'node:net'
import {connect} from 'node:tls'
import {NetworkError} from '../../api/http/errors.js'
import type {Transport} from '../../api/http/transport.js'
import {type Finding, ok, problem, problemOf, warning} from './finding.js'

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

/** Connects, sends nothing, and hangs up. @param ca PEM texts of all trusted CAs; undefined for Node's @throws NetworkError */
export function shakeHands(host: string, timeoutMs: number, ca?: string[]): Promise<Handshake> {
  const {hostname, port} = new URL(host)
  const name = hostname.replace(/^\[|\]$/g, '')
  const servername = isIP(name) ? {} : {servername: name}
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: name,
      port: Number(port || 443),
      rejectUnauthorized: false,
      ...servername,
      ...(ca ? {ca} : {}),
    })
    const fail = (code: string, message: string) => {
      socket.destroy()
      reject(new NetworkError(`${message}: ${host}`, code, host, 1))
    }
    const timer = setTimeout(() => fail('ETIMEDOUT', `No TLS connection within ${timeoutMs / 1000} s`), timeoutMs)
    socket.once('error', ({code = 'EPROTO', message}: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      const plain = /WRONG_VERSION_NUMBER|PACKET_LENGTH/.test(`${code} ${message}`)
      fail(plain ? 'EPROTO' : code, plain ? 'The server does not speak TLS' : `No TLS connection (${code})`)
    })
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      const {valid_to, issuer} = socket.getPeerCertificate()
      const reason = socket.authorizationError as unknown as Error | string | undefined
      const distrust = (reason as NodeJS.ErrnoException | undefined)?.code ?? reason
      resolve({
        protocol: socket.getProtocol() ?? 'TLS',
        validTo: Date.parse(valid_to),
        issuer: String(issuer?.O ?? issuer?.CN ?? 'nobody named'),
        distrust: socket.authorized ? undefined : String(distrust),
      })
      socket.destroy()
    })
  })
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
    if (distrust === 'ERR_TLS_CERT_ALTNAME_INVALID') {
      return problem('tls', 'network', message, 'It is for another name. Is the host spelt as in the certificate?')
    }
    return problemOf('tls', new NetworkError(message, `CERT ${distrust}`, host, 1))
  }
  const text = `${protocol}, certificate by ${issuer} good for ${days} more days`
  return days < SOON_DAYS ? warning('tls', text, 'Renew it on the server before it ends.') : ok('tls', text)
}

/** Whether the server speaks TLS, with a certificate that is trusted. */
export async function checkTls(
  host: string,
  timeoutMs: number,
  {ca, insecure}: Pick<Transport, 'ca' | 'insecure'>,
): Promise<Finding> {
  try {
    const hands = await shakeHands(host, timeoutMs, ca)
    if (insecure && hands.distrust !== undefined)
      return warning('tls', `not trusted (${hands.distrust}), but --insecure takes it`, 'Better: --ca-cert FILE.')
    return checkHandshake(host, hands, Date.now())
  } catch (error) {
    return problemOf('tls', error)
  }
}

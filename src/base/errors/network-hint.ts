import type {NetworkError} from '../../api/http/errors.js'

/** The hint for a request that may have been carried out although nobody knows. */
export const MAYBE_DONE = 'It may have been carried out all the same: look before you repeat it.'

const UNTRUSTED =
  'The certificate is not trusted. For a company CA name its PEM file with --ca-cert (LANGFUSE_CLI_CA_CERT), or in NODE_EXTRA_CA_CERTS.'

/** What to do about a request without an answer; empty when nothing helps. */
export function lostHint(error: NetworkError): string {
  const hint = error.proxy === undefined ? networkHint(error) : proxyHint(error, error.proxy)
  return [hint, error.maybeDone && MAYBE_DONE].filter(Boolean).join('\n')
}

function isUntrusted(code: string): boolean {
  return /CERT|SSL|TLS|SELF_SIGNED|VERIFY/.test(code)
}

function proxyHint({code, host}: NetworkError, variable: string): string {
  if (code === 'PROXY_407') {
    return `It wants a user and a password, or others: ${variable}=http://USER:PASSWORD@host:port, with special characters percent-encoded.`
  }
  const way = `Is ${variable} right? With ${new URL(host).hostname} in NO_PROXY requests go straight there.`
  return isUntrusted(code) ? `${UNTRUSTED}\n${way}` : way
}

function networkHint({code}: NetworkError): string | undefined {
  switch (code) {
    case 'ETIMEDOUT':
      return 'Give it longer with --timeout 2m, or ask for less: a smaller window, a smaller --page-size.'
    case 'ENOTFOUND':
      return 'Is --host (or LANGFUSE_BASE_URL) spelt right? The cloud regions are eu, us, jp and hipaa.'
    case 'ECONNREFUSED':
      return 'Is the server running, and are address and port right?'
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return 'If it is a server of your own without TLS, write http:// in --host.'
    default:
      return isUntrusted(code) ? UNTRUSTED : undefined
  }
}

import {CliError} from '../../api/errors/cli-error.js'
import type {ProxyServer} from '../../api/http/proxy.js'
import type {Transport} from '../../api/http/transport.js'
import type {Environment} from '../input/environment.js'
import type {InputReader} from '../input/input.js'
import type {IOStreams} from '../input/io-streams.js'
import type {Settings} from './settings.js'

const LIKE_THIS = 'It should look like http://proxy.example.com:3128 or http://USER:PASSWORD@proxy.example.com:3128.'

function variablesFor(host: string): string[] {
  const scheme = new URL(host).protocol.replace(':', '')
  return [`${scheme}_proxy`, 'all_proxy'].flatMap((name) => [name, name.toUpperCase()])
}

/** Basic authorization from user and password as they stand in a URL. */
function basic({username, password}: URL, variable: string): string | undefined {
  if (username === '' && password === '') return undefined
  try {
    return `Basic ${Buffer.from([username, password].map(decodeURIComponent).join(':')).toString('base64')}`
  } catch {
    throw new CliError(
      'usage',
      `${variable}: user and password are not percent-encoded`,
      'A "%" itself is written %25.',
    )
  }
}

/**
 * The proxy that the variables name for a host, those of libcurl and many others; one without a scheme speaks http.
 * @throws CliError `usage` for one that cannot be used; its words show nothing of the value
 */
export async function readProxy(host: string, env: Environment): Promise<ProxyServer | undefined> {
  const variable = variablesFor(host).find((name) => env[name])
  if (variable === undefined) return undefined
  const {getProxyForUrl} = await import('proxy-from-env')
  if (getProxyForUrl(host) === '') return undefined
  const text = env[variable] ?? ''
  const address = text.includes('://') ? text : `http://${text}`
  if (!URL.canParse(address)) throw new CliError('usage', `${variable} is not a valid URL`, LIKE_THIS)
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol)) {
    throw new CliError(
      'usage',
      `${variable}: only http and https proxies can be used, not ${url.protocol}//`,
      LIKE_THIS,
    )
  }
  return {url: url.origin, authorization: basic(url, variable), variable}
}

/**
 * How requests get to a host: proxy, CAs, whether certificates are checked. Sends nothing.
 * @throws CliError `file` for a bad file of CAs; CliError `usage` for a proxy that cannot be used
 */
export async function readTransport(
  host: string,
  {io: {env}, reader, settings}: {io: IOStreams; reader: InputReader; settings: Settings},
): Promise<Transport> {
  const {caFile, insecure} = settings
  const proxy = await readProxy(host, env)
  if (caFile === undefined) return {proxy, ca: undefined, caFile, insecure}
  const {withCertificates} = await import('./certificates.js')
  return {proxy, ca: await withCertificates(caFile, reader, env), caFile: caFile.path, insecure}
}

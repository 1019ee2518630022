import {readFile} from 'node:fs/promises'
import type {ProxyServer, Transport} from '../api/transport.js'
import type {LocalContext} from './context.js'
import {FileError, UsageError} from './errors/errors.js'
import type {InputReader} from './input/input.js'
import type {CaFile, Environment} from './settings.js'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
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
    throw new UsageError(`${variable}: user and password are not percent-encoded`, 'A "%" itself is written %25.')
  }
}

/**
 * The proxy that the variables name for a host, those of libcurl and many others; one without a scheme speaks http.
 * @throws UsageError for one that cannot be used; its words show nothing of the value
 */
export async function readProxy(host: string, env: Environment): Promise<ProxyServer | undefined> {
  const variable = variablesFor(host).find((name) => env[name])
  if (variable === undefined) return undefined
  const {getProxyForUrl} = await import('proxy-from-env')
  if (getProxyForUrl(host) === '') return undefined
  const text = env[variable] ?? ''
  const address = text.includes('://') ? text : `http://${text}`
  if (!URL.canParse(address)) throw new UsageError(`${variable} is no URL`, LIKE_THIS)
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${variable}: only http and https proxies can be used, not ${url.protocol}//`, LIKE_THIS)
  }
  return {url: url.origin, authorization: basic(url, variable), variable}
}

/** The certificates of a PEM file. @throws FileError when it cannot be read, or holds none, or broken ones */
async function readCertificates({path, from}: CaFile, reader: InputReader): Promise<string[]> {
  const bytes = await reader.bytes(path, 'ca-cert').catch((error: unknown) => {
    throw error instanceof FileError ? new FileError(`${error.message} (${from})`) : error
  })
  const found = bytes.toString('latin1').match(CERTIFICATE) ?? []
  const {X509Certificate} = await import('node:crypto')
  for (const [index, text] of found.entries()) {
    try {
      new X509Certificate(text)
    } catch {
      throw new FileError(`${path} (${from}): certificate ${index + 1} of ${found.length} is broken`)
    }
  }
  if (found.length > 0) return found
  throw new FileError(`${path} (${from}) holds no certificate in PEM form`, 'It has lines -----BEGIN CERTIFICATE-----.')
}

/** What Node trusts by itself; naming any CA would replace all of it. */
async function trustedByNode({NODE_EXTRA_CA_CERTS: extra}: Environment): Promise<string[]> {
  const tls: typeof import('node:tls') & {getCACertificates?: (type: 'default') => string[]} = await import('node:tls')
  if (tls.getCACertificates) return tls.getCACertificates('default')
  const more = extra ? await readFile(extra, 'latin1').catch(() => '') : ''
  return [...tls.rootCertificates, ...(more.match(CERTIFICATE) ?? [])]
}

/**
 * How requests get to a host: proxy, CAs, whether certificates are checked. Sends nothing.
 * @throws FileError for a bad file of CAs; UsageError for a proxy that cannot be used
 */
export async function readTransport(host: string, {reader, settings}: LocalContext): Promise<Transport> {
  const {caFile, insecure} = settings
  const added = caFile && (await readCertificates(caFile, reader))
  return {
    proxy: await readProxy(host, process.env),
    ca: added && [...(await trustedByNode(process.env)), ...added],
    caFile: caFile?.path,
    insecure,
  }
}

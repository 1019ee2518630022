import {X509Certificate} from 'node:crypto'
import * as tls from 'node:tls'
import {CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import type {Environment} from '../input/environment.js'
import type {InputReader} from '../input/input.js'
import {readInput} from '../input/read.js'
import type {CaFile} from './settings.js'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates of a PEM file. */
async function readCertificates({path, from}: CaFile, reader: InputReader): Promise<string[]> {
  const bytes = await reader.bytes(path, 'ca-cert').catch((error: unknown) => {
    throw hasErrorCode(error, 'file') ? new CliError('file', `${error.message} (${from})`) : error
  })
  const found = bytes.toString('latin1').match(CERTIFICATE) ?? []
  for (const [index, text] of found.entries()) {
    try {
      new X509Certificate(text)
    } catch {
      throw new CliError('file', `${path} (${from}): certificate ${index + 1} of ${found.length} is broken`)
    }
  }
  if (found.length > 0) return found
  throw new CliError(
    'file',
    `${path} (${from}) holds no certificate in PEM form`,
    'It has lines -----BEGIN CERTIFICATE-----.',
  )
}

/** What Node trusts by itself; naming any CA would replace all of it. */
async function trustedByNode({NODE_EXTRA_CA_CERTS: extra}: Environment): Promise<string[]> {
  const newer = tls as typeof tls & {getCACertificates?: (type: 'default') => string[]}
  if (newer.getCACertificates) return newer.getCACertificates('default')
  const more = extra ? (await readInput(extra).catch(() => Buffer.alloc(0))).toString('latin1') : ''
  return [...tls.rootCertificates, ...(more.match(CERTIFICATE) ?? [])]
}

/**
 * The CAs that Node trusts, and those of a file besides, as PEM texts.
 * @throws CliError `file` when the file cannot be read, or holds no certificate, or a broken one
 */
export async function withCertificates(file: CaFile, reader: InputReader, env: Environment): Promise<string[]> {
  const added = await readCertificates(file, reader)
  return [...(await trustedByNode(env)), ...added]
}

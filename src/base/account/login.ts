import {CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import {nonEmpty} from '../input/environment.js'
import type {FlagValues} from '../input/flags.js'
import type {InputReader} from '../input/input.js'
import type {IOStreams} from '../input/io-streams.js'
import {canAsk, questionStreams, whenInterrupted} from '../output/confirm.js'
import type {Notes} from '../output/notes.js'
import {DEFAULT_HOST, hostLabel, normalizeHost, REGIONS} from './host.js'
import {keyFault, NOT_IN_KEYS} from './keys.js'

/** A host and where it comes from: a flag, a variable, a profile, the default. */
export interface NamedHost {
  host: string
  from: string
}

/** What keys are read from, and asked with. */
interface LoginContext {
  flags: FlagValues
  io: IOStreams
  notes: Notes
  reader: InputReader
}

const REGION_NAMES: Record<string, string> = {
  eu: 'Europe',
  us: 'United States',
  jp: 'Japan',
  hipaa: 'HIPAA, United States',
}

/** What is wrong with a public key as it was given; undefined when it may be one. */
export function publicKeyProblem(key: string): string | undefined {
  if (key === '') return 'It is empty'
  const fault = keyFault('public', key)
  if (fault === 'other kind') return 'That is a secret key (sk-lf-…); the public key begins with pk-lf-'
  return fault && `That is not a valid public key: it must not have ${NOT_IN_KEYS.public}`
}

/** What is wrong with a secret key as it was given; undefined when it may be one. Never repeats the key. */
export function secretKeyProblem(key: string): string | undefined {
  if (key === '') return 'It is empty'
  const fault = keyFault('secret', key)
  if (fault === 'other kind') return 'That is a public key (pk-lf-…); the secret key begins with sk-lf-'
  return fault && `That is not a valid secret key: it must not have ${NOT_IN_KEYS.secret}`
}

/** What is unusual about a pair; a self-hosted server may have such keys. */
export function unusual(publicKey: string, secretKey: string): string | undefined {
  const odd = [
    ...(publicKey.startsWith('pk-lf-') ? [] : ['the public key does not begin with pk-lf-']),
    ...(secretKey.startsWith('sk-lf-') ? [] : ['the secret key does not begin with sk-lf-']),
  ]
  return odd.length > 0 ? `${odd.join(' and ')}, as keys of Langfuse do.` : undefined
}

/** What is typed where no secret belongs, without the secrets in it. */
function hideKeys(text: string): string {
  return text.replaceAll(/sk-lf-\S*/gi, 'sk-lf-…')
}

async function askHost(io: IOStreams, suggested: NamedHost): Promise<NamedHost> {
  const {default: select} = await import('@inquirer/select')
  const regions = Object.entries(REGIONS).map(([region, url]) => ({
    name: `${REGION_NAMES[region] ?? region} (${hostLabel(url)})`,
    short: hostLabel(url),
    value: url,
  }))
  const own = {name: 'Another address, such as a server of your own', short: 'another address', value: ''}
  const known = regions.some(({value}) => value === suggested.host)
  const config = {message: 'Which server?', choices: [...regions, own], default: known ? suggested.host : ''}
  const region = await whenInterrupted(select(config, questionStreams(io)))
  if (region !== '') return {host: region, from: 'answer'}
  const {default: input} = await import('@inquirer/input')
  const address = input(
    {
      message: 'Server URL:',
      ...(known ? {} : {default: suggested.host}),
      validate: (value) => {
        try {
          return Boolean(normalizeHost(value, 'The address'))
        } catch (error) {
          return hasErrorCode(error, 'usage') ? hideKeys([error.message, error.hint].join('. ')) : String(error)
        }
      },
      transformer: hideKeys,
    },
    questionStreams(io),
  )
  return {host: normalizeHost(await whenInterrupted(address)), from: 'answer'}
}

async function askPublicKey(io: IOStreams): Promise<string> {
  const {default: input} = await import('@inquirer/input')
  const validate = (value: string) => publicKeyProblem(value.trim()) ?? true
  const question = input({message: 'Public key:', validate, transformer: hideKeys}, questionStreams(io))
  return (await whenInterrupted(question)).trim()
}

async function askSecretKey(io: IOStreams): Promise<string> {
  const {default: password} = await import('@inquirer/password')
  const validate = (value: string) => secretKeyProblem(value.trim()) ?? true
  return (await whenInterrupted(password({message: 'Secret key:', validate}, questionStreams(io)))).trim()
}

function checked(name: string, key: string, problem: (key: string) => string | undefined): string {
  const found = problem(key)
  if (!found) return key
  throw new CliError('usage', `${name}: ${found}`, 'Nothing was sent. Are the two keys the wrong way round?')
}

async function typedSecret({flags, io, reader}: LoginContext): Promise<string | undefined> {
  if (!flags['secret-key-stdin']) return nonEmpty(flags['secret-key'])
  if (io.stdin.isTTY) {
    const hint = 'Pipe the key in, or leave the flag away to be asked.'
    throw new CliError('usage', '--secret-key-stdin: stdin is a terminal', hint)
  }
  return (await reader.readStdin('--secret-key-stdin')).trim()
}

/** Without a terminal to ask on, both keys must be given as flags. @throws CliError `usage` */
function requireKeys(publicKey: string | undefined, hasSecret: boolean): void {
  const missing = [...(publicKey ? [] : ['--public-key']), ...(hasSecret ? [] : ['--secret-key-stdin'])]
  if (missing.length === 0) return
  const hint = 'For example: printenv SECRET | langfuse auth login --host us --public-key pk-lf-… --secret-key-stdin'
  throw new CliError('usage', `Without a terminal to ask on, this needs ${missing.join(' and ')}`, hint)
}

/** The host to log in to: typed, else chosen from a list, else `suggested`. */
export async function readHost(
  {flags, io}: Pick<LoginContext, 'flags' | 'io'>,
  suggested: NamedHost | undefined,
): Promise<NamedHost> {
  const typed = nonEmpty(flags.host)
  if (typed !== undefined) return {host: normalizeHost(typed), from: '--host'}
  const fallback = suggested ?? {host: DEFAULT_HOST, from: 'default'}
  return canAsk(io) ? askHost(io, fallback) : fallback
}

/**
 * The two keys: typed, from stdin, or asked for. The secret is never shown.
 * @throws CliError `usage` for keys that are missing and cannot be asked for, swapped, or no keys at all
 */
export async function readKeys(
  context: LoginContext,
  {host}: NamedHost,
): Promise<{publicKey: string; secretKey: string}> {
  const {flags, io, notes} = context
  const typed = nonEmpty(flags['public-key'])
  const hasSecret = Boolean(flags['secret-key-stdin']) || nonEmpty(flags['secret-key']) !== undefined
  if (!canAsk(io)) requireKeys(typed, hasSecret)
  if (typed !== undefined) checked('--public-key', typed, publicKeyProblem)
  const typedKey = await typedSecret(context)
  if (typedKey !== undefined) {
    checked(flags['secret-key-stdin'] ? '--secret-key-stdin' : '--secret-key', typedKey, secretKeyProblem)
  }
  if (typed === undefined || typedKey === undefined) notes.note(`Keys are made at ${host}: Settings → API Keys.`)
  const publicKey = typed ?? (await askPublicKey(io))
  const secretKey = typedKey ?? (await askSecretKey(io))
  return {publicKey, secretKey}
}

import {CliError} from '../../api/errors/cli-error.js'
import {type EnvFile, otherHostVariable, readEnvFile} from '../input/env-file.js'
import {type Environment, nonEmpty} from '../input/environment.js'
import type {FlagValues} from '../input/flags.js'
import {normalizeHost} from './host.js'
import {readSecret, type SecretPart} from './keyring.js'
import {assertKey, KEY_VARIABLES} from './keys.js'
import {findProfile, type Profile, profilePath, readProfiles, type SavedPair} from './profile.js'
import {type ProfileHeaders, profileHeaders} from './profile-headers.js'

/** A key pair, or one half of it where the other is missing, and where it comes from. */
export interface Keys {
  publicKey: string | undefined
  /** Reads the secret, from the keyring if it is stored there. */
  secretKey: (() => Promise<string>) | undefined
  /** For people, behind a host: `keys from LANGFUSE_PUBLIC_KEY`, `profile staging`. */
  source: string
  /** The name of each half there: `LANGFUSE_PUBLIC_KEY`, `--secret-key`. */
  names: {publicKey: string; secretKey: string}
  /** Where a profile keeps the secret. */
  store?: SecretStore
}

/** Where the secret of a profile is stored. */
export type SecretStore = 'file' | 'keyring'

/** One source of host and keys: flags, a file, the environment, a profile. */
export interface Source {
  name: string
  /** Typed on the command line, so that it beats what is inherited. */
  typed: boolean
  host?: string | undefined
  /** The flag, variable or profile that gives the host. */
  hostName: string
  /** A variable that seems to name a host, and is not read. */
  otherHost?: string | undefined
  keys?: Keys | undefined
  organization?: Keys | undefined
  adminKey?: {name: string; read: () => Promise<string>} | undefined
  /** The file of --env that these variables come from. */
  file?: string
  /** Keys of a profile go to its host only. */
  profile?: string
  headers?: ProfileHeaders | undefined
  /** The project that the plain keys open, as the server said at login. */
  projectName?: string | undefined
}

/** Where to look: typed flags, variables, and the folder of the profiles. */
export interface CredentialSources {
  flags: FlagValues
  env: Environment
  configDir: string
}

/** The variables that give the host, the first before the second. */
const HOST_VARIABLES = ['LANGFUSE_BASE_URL', 'LANGFUSE_HOST']

function literal(value: string): () => Promise<string> {
  return async () => value
}

/** A pair of known values; undefined when both halves are missing. */
export function keysOf(
  publicKey: string | undefined,
  secretKey: string | undefined,
  names: Keys['names'],
): Keys | undefined {
  if (!publicKey && !secretKey) return undefined
  const source = `keys from ${publicKey ? names.publicKey : names.secretKey}`
  return {publicKey, secretKey: secretKey ? literal(secretKey) : undefined, source, names}
}

/** Variables as a source: those of the environment, or of a file. */
export function variables(env: Environment, file?: EnvFile): Source {
  const called = (variable: string) => (file ? `${variable} in ${file.path}` : variable)
  const hostVariable = nonEmpty(env.LANGFUSE_BASE_URL) ? 'LANGFUSE_BASE_URL' : 'LANGFUSE_HOST'
  const pair = (open: string, secret: string) =>
    keysOf(nonEmpty(env[open]), nonEmpty(env[secret]), {publicKey: called(open), secretKey: called(secret)})
  const admin = nonEmpty(env.LANGFUSE_ADMIN_API_KEY)
  const other = otherHostVariable(env)
  return {
    name: file?.path ?? 'environment',
    typed: file !== undefined,
    host: nonEmpty(env[hostVariable]),
    hostName: called(hostVariable),
    otherHost: other && (file ? `${called(other)}, line ${file.lines[other]},` : other),
    keys: pair('LANGFUSE_PUBLIC_KEY', 'LANGFUSE_SECRET_KEY'),
    organization: pair('LANGFUSE_ORG_PUBLIC_KEY', 'LANGFUSE_ORG_SECRET_KEY'),
    adminKey: admin ? {name: called('LANGFUSE_ADMIN_API_KEY'), read: literal(admin)} : undefined,
  }
}

/** The variables of a file in .env format. @throws CliError `file` when it cannot be read, CliError `credentials` for a bad line */
export async function envFile(path: string): Promise<Source> {
  const file = await readEnvFile(path)
  for (const [variable, line] of Object.entries(file.lines)) {
    const [kind, name] = [KEY_VARIABLES.get(variable), `${path}, line ${line}: ${variable}`]
    const value = nonEmpty(file.values[variable]) ?? ''
    if (kind) assertKey(kind, name, value)
    if (HOST_VARIABLES.includes(variable)) normalizeHost(value, name, 'credentials')
  }
  return {...variables(file.values, file), file: path}
}

function saved(profile: Profile, name: string, typed: boolean, env: Environment): Source {
  const source = `profile ${name}`
  const reader = (secret: {secretKey?: string | undefined; keyring?: boolean | undefined}, part: SecretPart) =>
    secret.keyring ? () => readSecret(name, part, env) : secret.secretKey ? literal(secret.secretKey) : undefined
  const keys = (pair: SavedPair | undefined, part: SecretPart): Keys | undefined =>
    pair && {
      publicKey: pair.publicKey,
      secretKey: reader(pair, part),
      source,
      names: {publicKey: source, secretKey: source},
      store: pair.keyring ? 'keyring' : 'file',
    }
  const admin = profile.adminKey && reader(profile.adminKey, 'admin')
  return {
    name: source,
    typed,
    profile: name,
    projectName: profile.project?.name,
    host: profile.host,
    hostName: source,
    headers: profileHeaders(profile, name, env),
    keys: keys(profile.pair, 'project'),
    organization: keys(profile.organization, 'organization'),
    adminKey: admin && {name: source, read: admin},
  }
}

/** The profile to use: the typed one, else that of LANGFUSE_PROFILE, else the active one. */
export function profileName(flags: FlagValues, env: Environment, current: string | undefined): string | undefined {
  return nonEmpty(flags.profile) ?? nonEmpty(env.LANGFUSE_PROFILE) ?? current
}

/** @throws CliError `usage` for --profile with --env */
export function assertOneKeySource(flags: FlagValues): void {
  if (nonEmpty(flags.profile) === undefined || nonEmpty(flags.env) === undefined) return
  throw new CliError('usage', '--profile and --env exclude each other: both say where keys come from')
}

/** The sources in order of precedence, and why an inherited profile is not among them. */
export interface FoundSources {
  all: Source[]
  /** To be thrown as soon as a value is needed that the profile could have held. */
  problem: Error | undefined
}

async function profileSource({flags, env, configDir}: CredentialSources): Promise<Source[]> {
  const file = await readProfiles(profilePath(configDir))
  const name = profileName(flags, env, file.current)
  return name === undefined ? [] : [saved(findProfile(file, name), name, nonEmpty(flags.profile) !== undefined, env)]
}

/**
 * Every source in order of precedence: typed before inherited.
 * @throws CliError `usage` for --profile with --env; CliError `credentials` for a bad typed profile; what `envFile` throws
 */
export async function sources(credentials: CredentialSources): Promise<FoundSources> {
  const {flags, env} = credentials
  assertOneKeySource(flags)
  const typedFile = nonEmpty(flags.env)
  const typed: Source = {
    name: 'flags',
    typed: true,
    host: nonEmpty(flags.host),
    hostName: '--host',
    keys: keysOf(nonEmpty(flags['public-key']), nonEmpty(flags['secret-key']), {
      publicKey: '--public-key',
      secretKey: '--secret-key',
    }),
  }
  const environment = variables(env)
  if (nonEmpty(flags.profile) !== undefined) {
    return {all: [typed, ...(await profileSource(credentials)), environment], problem: undefined}
  }
  const fromFile = typedFile === undefined ? [] : [await envFile(typedFile)]
  const before = [typed, ...fromFile, environment]
  try {
    return {all: [...before, ...(await profileSource(credentials))], problem: undefined}
  } catch (error) {
    return {all: before, problem: error as Error}
  }
}

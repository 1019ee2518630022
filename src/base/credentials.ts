import {readFile} from 'node:fs/promises'
import {parseEnv} from 'node:util'
import type {Scope} from '../api/endpoint.js'
import {CredentialsError} from '../api/errors.js'
import {FileError, UsageError} from './errors.js'
import type {FlagValues} from './flags.js'
import {DEFAULT_HOST, hostLabel, normalizeHost} from './host.js'
import {readSecret} from './keyring.js'
import {findProfile, type Profile, profilePath, readProfiles, type SavedPair} from './profile.js'
import type {Environment} from './settings.js'

/** A key pair, or one half of it where the other is missing, and where it comes from. */
export interface Keys {
  publicKey: string | undefined
  /** Reads the secret, from the keyring if it lies there. */
  secretKey: (() => Promise<string>) | undefined
  source: string
}

/** One place that values may come from, in the order of precedence. */
interface Source {
  name: string
  host?: string | undefined
  /** What exactly gave the host, where the name does not say it. */
  hostName?: string
  keys?: Keys | undefined
  organization?: Keys | undefined
  adminKey?: (() => Promise<string>) | undefined
  /** Keys of a profile go to its host only. */
  profile?: string
}

/** Host and keys that a command uses, each with its source. */
export interface Connection {
  /** Normalized: no final slash. */
  host: string
  hostSource: string
  /** For people: `us.cloud.langfuse.com (profile staging)`. */
  origin: string
  project: Keys | undefined
  organization: Keys | undefined
  adminKey: {source: string; read: () => Promise<string>} | undefined
  /** The Authorization header for a scope. @throws CredentialsError */
  authorize: (scope: Scope) => Promise<string | undefined>
}

/** Where to look: typed flags, variables, and the folder of the profiles. */
export interface Surroundings {
  flags: FlagValues
  env: Environment
  configDir: string
}

function literal(value: string): () => Promise<string> {
  return async () => value
}

function keysOf(publicKey: string | undefined, secretKey: string | undefined, source: string): Keys | undefined {
  const [open, secret] = [publicKey?.trim() || undefined, secretKey?.trim() || undefined]
  if (!open && !secret) return undefined
  return {publicKey: open, secretKey: secret ? literal(secret) : undefined, source}
}

function variables(env: Environment, name: string): Source {
  const admin = env.LANGFUSE_ADMIN_API_KEY?.trim()
  const variable = env.LANGFUSE_BASE_URL ? 'LANGFUSE_BASE_URL' : 'LANGFUSE_HOST'
  return {
    name,
    host: env[variable] || undefined,
    hostName: name === 'environment' ? variable : `${variable} in ${name}`,
    keys: keysOf(env.LANGFUSE_PUBLIC_KEY, env.LANGFUSE_SECRET_KEY, name),
    organization: keysOf(env.LANGFUSE_ORG_PUBLIC_KEY, env.LANGFUSE_ORG_SECRET_KEY, name),
    adminKey: admin ? literal(admin) : undefined,
  }
}

async function envFile(path: string): Promise<Source> {
  try {
    return variables(parseEnv(await readFile(path, 'utf8')) as Environment, path)
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    throw new FileError(`Cannot read ${path}: ${code === 'ENOENT' ? 'there is no such file' : code}`)
  }
}

function savedKeys(pair: SavedPair | undefined, profile: string, part: 'organization' | 'project'): Keys | undefined {
  if (!pair) return undefined
  const {publicKey, secretKey, keyring} = pair
  const read = keyring ? () => readSecret(profile, part) : secretKey ? literal(secretKey) : undefined
  return {publicKey, secretKey: read, source: `profile ${profile}`}
}

function saved(profile: Profile, name: string): Source {
  const {adminKey} = profile
  const readAdmin = adminKey?.keyring
    ? () => readSecret(name, 'admin')
    : adminKey?.secretKey
      ? literal(adminKey.secretKey)
      : undefined
  return {
    name: `profile ${name}`,
    profile: name,
    host: profile.host,
    keys: savedKeys(profile.pair, name, 'project'),
    organization: savedKeys(profile.organization, name, 'organization'),
    adminKey: readAdmin,
  }
}

/** Every source that may speak, first the one that wins: typed beats inherited. */
async function sources({flags, env, configDir}: Surroundings): Promise<Source[]> {
  const typedProfile = flags.profile as string | undefined
  const typedFile = flags['env-file'] as string | undefined
  if (typedProfile !== undefined && typedFile !== undefined) {
    throw new UsageError('--profile and --env-file exclude each other: both say where keys come from')
  }
  const list: Source[] = [
    {
      name: '--host',
      host: (flags.host as string | undefined) || undefined,
      keys: keysOf(flags['public-key'] as string, flags['secret-key'] as string, 'flags'),
    },
  ]
  if (typedFile !== undefined) list.push(await envFile(typedFile))
  const file = await readProfiles(profilePath(configDir))
  if (typedProfile !== undefined) list.push(saved(findProfile(file, typedProfile), typedProfile))
  list.push(variables(env, 'environment'))
  const inherited = env.LANGFUSE_PROFILE || undefined
  if (inherited !== undefined) list.push(saved(findProfile(file, inherited), inherited))
  else if (file.current !== undefined) list.push(saved(findProfile(file, file.current), file.current))
  return list
}

async function missing(): Promise<CredentialsError> {
  const here = await envFile('.env').catch(() => undefined)
  const file = here?.keys ? ', or add --env-file .env: that file has them' : ''
  return new CredentialsError(
    'No keys: this command needs the public and the secret key of a project',
    `Create keys in the web UI: Settings → API Keys. Then \`langfuse auth login\`, or set LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY${file}.`,
  )
}

function from({source}: Keys): string {
  return source === 'environment' || source === 'flags' ? `the ${source}` : source
}

function halfPair(keys: Keys, all: Source[]): CredentialsError {
  const [has, lacks] = keys.publicKey ? ['public', 'secret'] : ['secret', 'public']
  const half = keys.publicKey ? 'secretKey' : 'publicKey'
  const other = all.find((source) => source.keys !== keys && source.keys?.[half])
  const text = other
    ? `The ${has} key comes from ${from(keys)} and the ${lacks} key from ${other.keys ? from(other.keys) : ''}: both must come from one place`
    : `The ${has} key comes from ${from(keys)}, but the ${lacks} key is missing there`
  return new CredentialsError(text, 'Give both as flags, both as variables, or use a profile (`langfuse auth login`).')
}

function keepHome(owner: Source | undefined, host: string): void {
  if (owner?.profile === undefined || owner.host === undefined) return
  const home = normalizeHost(owner.host)
  if (home === host) return
  throw new CredentialsError(
    `The keys of ${owner.name} belong to ${home} and are not sent to ${host}`,
    'Use a profile of that host, or give its keys. Profiles: `langfuse profiles list`.',
  )
}

async function basic(keys: Keys | undefined, all: Source[], host: string): Promise<string> {
  if (!keys) throw await missing()
  if (!keys.publicKey || !keys.secretKey) throw halfPair(keys, all)
  const owner = all.find((source) => source.keys === keys || source.organization === keys)
  keepHome(owner, host)
  const secret = await keys.secretKey()
  return `Basic ${Buffer.from(`${keys.publicKey}:${secret}`).toString('base64')}`
}

/**
 * Finds host and keys; reads no secret and fails for no missing key until one is needed.
 * @throws UsageError for a host that is no URL or for --profile with --env-file; CredentialsError for a bad profile
 */
export async function connect(surroundings: Surroundings): Promise<Connection> {
  const all = await sources(surroundings)
  const hostFrom = all.find((source) => source.host !== undefined)
  const host = normalizeHost(hostFrom?.host ?? DEFAULT_HOST)
  const project = all.find((source) => source.keys)?.keys
  const organization = all[0]?.keys ?? all.find((source) => source.organization)?.organization ?? project
  const admin = all.find((source) => source.adminKey)
  const keySource = project?.source ?? organization?.source
  return {
    host,
    hostSource: hostFrom?.hostName ?? hostFrom?.name ?? 'default',
    origin: keySource ? `${hostLabel(host)} (${keySource})` : hostLabel(host),
    project,
    organization,
    adminKey: admin?.adminKey ? {source: admin.name, read: admin.adminKey} : undefined,
    authorize: async (scope) => {
      if (scope === 'none') return undefined
      if (scope !== 'admin') return basic(scope === 'project' ? project : organization, all, host)
      if (!admin?.adminKey) {
        throw new CredentialsError(
          'No admin key: this command needs one',
          'Set LANGFUSE_ADMIN_API_KEY (self-hosted servers only).',
        )
      }
      keepHome(admin, host)
      return `Bearer ${await admin.adminKey()}`
    },
  }
}

import {CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import type {Scope} from '../../api/operation/endpoint.js'
import {basicOf, registerSecret} from '../output/redact.js'
import {DEFAULT_HOST, hostLabel, normalizeHost} from './host.js'
import type {ProfileHeaders} from './profile-headers.js'
import {type CredentialSources, envFile, type Keys, keysOf, type Source, sources} from './sources.js'

export type {Keys} from './sources.js'

/** Host and keys that a command uses, each with its source. */
export interface Connection {
  /** Normalized: no final slash. */
  host: string
  hostSource: string
  /** For people: `us.cloud.langfuse.com (profile staging)`. */
  origin: string
  project: Keys | undefined
  organization: Keys | undefined
  /** Where the admin key comes from: `LANGFUSE_ADMIN_API_KEY`, a profile. */
  adminSource: string | undefined
  /** Those of the profile, where the host is its own. */
  headers: ProfileHeaders | undefined
  /** `origin` with the source of the keys that a scope uses. */
  originFor: (scope: Scope) => string
  /** The Authorization header for a scope; registers its secrets for redaction. @throws CliError `credentials` */
  authorize: (scope: Scope) => Promise<string | undefined>
}

type PairScope = 'organization' | 'project'

const VARIABLES: Record<PairScope, string> = {
  project: 'LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY',
  organization: 'LANGFUSE_ORG_PUBLIC_KEY and LANGFUSE_ORG_SECRET_KEY',
}

async function missing(scope: PairScope, all: Source[]): Promise<CliError> {
  const here = await envFile('.env').catch(() => undefined)
  const keys = (scope === 'organization' ? here?.organization : undefined) ?? here?.keys
  const file = keys?.publicKey && keys.secretKey ? ', or add --env .env: that file has them' : ''
  const [owner, settings] =
    scope === 'project' ? ['a project', 'Settings'] : ['an organization', 'Organization Settings']
  const others = all.find((source) => source.organization)
  const empty = all.find((source) => source.file !== undefined && !source.keys && !source.organization)
  return new CliError(
    'credentials',
    `No keys${others ? ` of ${owner}, only those of an organization (${others.name})` : ''}: this command needs the public and the secret key of ${owner}${empty ? `; ${empty.name} has no LANGFUSE_… keys` : ''}`,
    `Create keys in the web UI: ${settings} → API Keys. Then \`langfuse auth login\`, or set ${VARIABLES[scope]}${file}.`,
  )
}

function halfPair(keys: Keys, all: Source[]): CliError {
  const [has, lacks] = keys.publicKey ? (['public', 'secret'] as const) : (['secret', 'public'] as const)
  const pairs = all.flatMap((source) => [source.keys, source.organization])
  const other = pairs.find((pair) => pair !== undefined && pair !== keys && pair[`${lacks}Key`] !== undefined)
  const from = keys.names[`${has}Key`]
  const text = other
    ? `The ${has} key comes from ${from} and the ${lacks} key from ${other.names[`${lacks}Key`]}: both must come from one place`
    : `The ${has} key comes from ${from}, but the ${lacks} key is missing`
  const hint = 'Give both as flags, both as variables, or use a profile (`langfuse auth login`).'
  return new CliError('credentials', text, hint)
}

/** The host of a source. @throws CliError `credentials` for a bad one in a profile, CliError `usage` for any other */
function hostOf({host = DEFAULT_HOST, hostName, profile}: Source): string {
  try {
    return normalizeHost(host, hostName)
  } catch (error) {
    if (profile === undefined || !hasErrorCode(error, 'usage')) throw error
    const hint = `Log in again: \`langfuse auth login --profile ${profile} --host URL\`.`
    throw new CliError('credentials', error.message, hint)
  }
}

function keepHome(owner: Source | undefined, host: string): void {
  if (owner?.profile === undefined || owner.host === undefined) return
  const home = hostOf(owner)
  if (home === host) return
  throw new CliError(
    'credentials',
    `The keys of ${owner.name} belong to ${hostLabel(home)} and are not sent to ${hostLabel(host)}`,
    'Use a profile of that host, or give its keys. Profiles: `langfuse profiles list`.',
  )
}

/** Refuses keys that the server called those of a project at login. @throws CliError `credentials` */
function assertOrganizationKeys(keys: Keys, all: Source[]): void {
  const owner = all.find((source) => source.keys === keys && source.projectName !== undefined)
  if (!owner) return
  throw new CliError(
    'credentials',
    `The keys of ${owner.name} are those of project ${owner.projectName}; this command needs the keys of an organization`,
    `Set ${VARIABLES.organization}, or add them to the profile: \`langfuse auth login\`.`,
  )
}

async function readAdminKey({name, read}: {name: string; read: () => Promise<string>}): Promise<string> {
  const key = await read()
  registerSecret(key)
  if (!/^[ps]k-lf-/.test(key)) return key
  const message = `${name} holds a key of a project or an organization; this command needs the admin key of the server`
  throw new CliError('credentials', message, 'Set LANGFUSE_ADMIN_API_KEY to what the server has as ADMIN_API_KEY.')
}

async function basic(keys: Keys | undefined, all: Source[], host: string, scope: PairScope): Promise<string> {
  if (!keys) throw await missing(scope, all)
  if (!keys.publicKey || !keys.secretKey) throw halfPair(keys, all)
  keepHome(
    all.find((source) => source.keys === keys || source.organization === keys),
    host,
  )
  if (scope === 'organization') assertOrganizationKeys(keys, all)
  const secret = await keys.secretKey()
  const pair = basicOf(keys.publicKey, secret)
  for (const text of [secret, pair]) registerSecret(text)
  return `Basic ${pair}`
}

/** The organization's pair, else the plain pair; either one that was typed wins over both. */
function organizationKeys(all: Source[]): Keys | undefined {
  for (const source of all.filter(({typed}) => typed)) {
    const keys = source.organization ?? source.keys
    if (keys) return keys
  }
  return all.find((source) => source.organization)?.organization ?? all.find((source) => source.keys)?.keys
}

/** Whether the keys of a scope can only come from the active profile. */
function mayBeInProfile(scope: Scope, all: Source[]): boolean {
  if (scope === 'admin') return all.every((source) => !source.adminKey)
  if (scope === 'project') return all.every((source) => !source.keys)
  return all.every((source) => !source.organization && !(source.typed && source.keys))
}

/**
 * Finds host and keys. Secrets are read, and missing keys reported, only when a request needs them.
 * @throws CliError `usage` for a host that is not a valid URL or for --profile with --env; CliError `credentials` for a bad profile that is typed, or that must give the host
 */
export async function connect(from: CredentialSources): Promise<Connection> {
  const {all, problem} = await sources(from)
  const hostFrom = all.find((source) => source.host !== undefined)
  if (!hostFrom && problem) throw problem
  const host = hostFrom ? hostOf(hostFrom) : DEFAULT_HOST
  const project = all.find((source) => source.keys)?.keys
  const organization = organizationKeys(all)
  const admin = all.find((source) => source.adminKey)
  const keySource = project?.source ?? organization?.source
  const labelled = (source: string | undefined) => (source ? `${hostLabel(host)} (${source})` : hostLabel(host))
  return {
    host,
    hostSource: hostFrom?.hostName ?? 'default',
    origin: labelled(keySource),
    originFor: (scope) => {
      if (scope === 'admin') return labelled(admin?.name)
      return labelled((scope === 'organization' ? organization?.source : undefined) ?? keySource)
    },
    project,
    organization,
    adminSource: admin?.adminKey?.name,
    headers: all.find(({headers}) => headers?.host === host)?.headers,
    authorize: async (scope) => {
      if (scope === 'none') return undefined
      if (problem && mayBeInProfile(scope, all)) throw problem
      if (scope !== 'admin') return basic(scope === 'project' ? project : organization, all, host, scope)
      if (!admin?.adminKey) {
        throw new CliError(
          'credentials',
          'No admin key: this command needs one; keys of projects and organizations do not open it',
          'Set LANGFUSE_ADMIN_API_KEY to what the server has as ADMIN_API_KEY (self-hosted servers only).',
        )
      }
      keepHome(admin, host)
      return `Bearer ${await readAdminKey(admin.adminKey)}`
    },
  }
}

/** A connection with these keys alone, without flags, variables and profiles. `host` must be normalized. */
export function connectWith(host: string, publicKey: string, secretKey: string): Connection {
  const keys = keysOf(publicKey, secretKey, 'these keys', {publicKey: 'these keys', secretKey: 'these keys'})
  return {
    host,
    hostSource: 'typed',
    origin: hostLabel(host),
    originFor: () => hostLabel(host),
    project: keys,
    organization: keys,
    adminSource: undefined,
    headers: undefined,
    authorize: async (scope) => (scope === 'none' ? undefined : basic(keys, [], host, 'project')),
  }
}

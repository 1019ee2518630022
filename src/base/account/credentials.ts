import {CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import type {Scope} from '../../api/operation/endpoint.js'
import {basicOf, registerSecret} from '../output/redact.js'
import {DEFAULT_HOST, hostLabel, normalizeHost} from './host.js'
import {assertKey, type KeyKind} from './keys.js'
import {halfPair, isNamedPlace, missingKeys, PAIR_VARIABLES, type PairScope} from './missing-keys.js'
import type {ProfileHeaders} from './profile-headers.js'
import {type CredentialSources, type Keys, keysOf, type Source, sources} from './sources.js'

export type {Keys} from './sources.js'

/** Host and keys that a command uses, each with its source. */
export interface Connection {
  /** Normalized: no final slash. */
  host: string
  hostSource: string
  /** Where host and keys come from when that is not one place, as a sentence. */
  apart: string | undefined
  /** For people: `us.cloud.langfuse.com (profile staging)`. */
  origin: string
  project: Keys | undefined
  organization: Keys | undefined
  /** Where the admin key comes from: `LANGFUSE_ADMIN_API_KEY`, a profile. */
  adminSource: string | undefined
  /** Those of the profile, where the host is its own. */
  headers?: ProfileHeaders | undefined
  /** `origin` with the source of the keys that a scope uses. */
  originFor: (scope: Scope) => string
  /** The Authorization header for a scope; registers its secrets for redaction. @throws CliError `credentials` */
  authorize: (scope: Scope) => Promise<string | undefined>
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
    `Set ${PAIR_VARIABLES.organization}, or add them to the profile: \`langfuse auth login\`.`,
  )
}

async function readAdminKey({name, read}: {name: string; read: () => Promise<string>}): Promise<string> {
  const key = await read()
  registerSecret(key)
  assertKey('admin', name, key)
  return key
}

function ownerOf(keys: Keys, all: Source[]): Source | undefined {
  return all.find((source) => source.keys === keys || source.organization === keys)
}

function sourcesApart(host: Source | undefined, keys: Keys | undefined, all: Source[]): string | undefined {
  const owner = keys && ownerOf(keys, all)
  if (!host || !owner || host === owner || owner.profile !== undefined) return undefined
  return `The host comes from ${host.hostName}, the ${keys.source}`
}

function assertHalf(kind: Exclude<KeyKind, 'admin'>, {names, store}: Keys, key: string): void {
  const name = names[`${kind}Key`]
  assertKey(kind, store ? `The ${kind} key of ${name}` : name, key)
}

async function basic(keys: Keys | undefined, all: Source[], host: string, scope: PairScope): Promise<string> {
  if (!keys) throw await missingKeys(scope, pairSources(all))
  if (keys.publicKey) assertHalf('public', keys, keys.publicKey)
  if (!keys.publicKey || !keys.secretKey) throw halfPair(keys, all)
  keepHome(ownerOf(keys, all), host)
  if (scope === 'organization') assertOrganizationKeys(keys, all)
  const secret = await keys.secretKey()
  const pair = basicOf(keys.publicKey, secret)
  for (const text of [secret, pair]) registerSecret(text)
  assertHalf('secret', keys, secret)
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

/** The sources that may give a pair: none behind a file or a profile that was named. */
function pairSources(all: Source[]): Source[] {
  const named = all.findIndex(isNamedPlace)
  return named < 0 ? all : all.slice(0, named + 1)
}

/** Refuses to take the host from elsewhere where one is named by a variable that is not read. @throws CliError `credentials` */
export function assertHostIsRead(all: Source[], from: Source | undefined): void {
  const passed = from ? all.slice(0, all.indexOf(from)) : all
  const found = passed.find(
    ({otherHost, typed, keys, organization, adminKey}) =>
      otherHost && (typed || !from || keys || organization || adminKey),
  )
  if (!found) return
  throw new CliError(
    'credentials',
    `${found.otherHost} is not read: the host comes from LANGFUSE_BASE_URL or LANGFUSE_HOST`,
    'Set LANGFUSE_BASE_URL, or name the server with --host. Nothing was sent.',
  )
}

/** Whether the keys of a scope can only come from the active profile. */
function mayBeInProfile(scope: Scope, all: Source[]): boolean {
  if (scope === 'admin') return all.every((source) => !source.adminKey)
  if (all.some(isNamedPlace)) return false
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
  assertHostIsRead(all, hostFrom)
  if (!hostFrom && problem) throw problem
  const host = hostFrom ? hostOf(hostFrom) : DEFAULT_HOST
  const places = pairSources(all)
  const project = places.find((source) => source.keys)?.keys
  const organization = organizationKeys(places)
  const admin = all.find((source) => source.adminKey)
  const keys = project ?? organization
  const labelled = (source: string | undefined) => (source ? `${hostLabel(host)} (${source})` : hostLabel(host))
  return {
    host,
    hostSource: hostFrom?.hostName ?? 'default',
    apart: sourcesApart(hostFrom, keys, all),
    origin: labelled(keys?.source),
    originFor: (scope) => {
      if (scope === 'admin') return labelled(admin?.profile ? admin.name : admin && `key from ${admin.adminKey?.name}`)
      return labelled(scope === 'organization' ? (organization?.source ?? keys?.source) : keys?.source)
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
  const keys = keysOf(publicKey, secretKey, {publicKey: 'these keys', secretKey: 'these keys'})
  return {
    host,
    hostSource: 'typed',
    apart: undefined,
    origin: hostLabel(host),
    originFor: () => hostLabel(host),
    project: keys,
    organization: keys,
    adminSource: undefined,
    authorize: async (scope) => (scope === 'none' ? undefined : basic(keys, [], host, 'project')),
  }
}

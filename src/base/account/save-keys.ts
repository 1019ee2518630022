import {CliError} from '../../api/errors/cli-error.js'
import {own} from '../../api/json/object.js'
import type {Environment} from '../input/environment.js'
import {hostLabel} from './host.js'
import {removeSecret, type SecretPart, saveSecret} from './keyring.js'
import {findProfile, type Profile, profilePath, type SavedPair, updateProfiles} from './profile.js'
import type {SecretStore} from './sources.js'

/** Keys that the server knows, ready to be saved. */
export interface CheckedKeys {
  host: string
  publicKey: string
  secretKey: string
  /** Which of the profile's pairs they are. */
  part: 'organization' | 'project'
  /** What they open; unknown for an organization key. */
  project: Profile['project']
  /** Headers for the host, in place of those that the profile has; undefined leaves those. */
  headers: Record<string, string> | undefined
}

/** Where a profile keeps secrets in the keyring. */
export function keyringParts(profile: Profile): SecretPart[] {
  const parts: SecretPart[] = []
  if (profile.pair?.keyring) parts.push('project')
  if (profile.organization?.keyring) parts.push('organization')
  if (profile.adminKey?.keyring) parts.push('admin')
  if (profile.headers?.keyring) parts.push('headers')
  return parts
}

/** Takes secrets out of the keyring. @returns the entries that may still be there, as the keyring names them */
export async function forgetSecrets(name: string, parts: SecretPart[], env: Environment): Promise<string[]> {
  const left: string[] = []
  for (const part of parts) if (!(await removeSecret(name, part, env))) left.push(`${name}/${part}`)
  return left
}

function withPair(
  old: Profile | undefined,
  {host, part, project}: CheckedKeys,
  pair: SavedPair,
  headers: Profile['headers'],
): Profile {
  const kept = {...(old?.host === host ? old : {host}), ...(headers ? {headers} : {})}
  if (part === 'organization') return {...kept, organization: pair}
  const {project: _, ...rest} = kept
  return {...rest, pair, ...(project ? {project} : {})}
}

function assertSameHost(name: string, old: Profile | undefined, host: string, replaces: string | undefined): void {
  if (old === undefined || old.host === host || old.host === replaces) return
  throw new CliError(
    'file',
    `Profile ${name} got the keys of ${hostLabel(old.host)} meanwhile; nothing was saved`,
    'Run the same command again, or give --profile NAME for a second profile.',
  )
}

/** Headers as a profile has them, with their values where the secret of the keys is. */
async function saveHeaders(
  profile: string,
  values: Record<string, string>,
  keyring: boolean,
  env: Environment,
): Promise<Profile['headers']> {
  const names = Object.keys(values)
  if (keyring && (await saveSecret(profile, 'headers', JSON.stringify(values), env))) return {names, keyring}
  return {names, values}
}

/**
 * Saves keys as a profile and makes it the active one. The secret goes to the keyring if that is allowed and it
 * answers, else into the file. Other keys of the profile stay when they are of the same host.
 * @param how.replaces the other host whose keys may go
 * @returns the profile, where the secret lies, and keyring entries of before that could not be removed
 * @throws CliError `file` where it cannot be saved, or the profile got keys of a third host meanwhile
 */
export async function storeKeys(
  name: string,
  keys: CheckedKeys,
  how: {configDir: string; env: Environment; keyring: boolean; replaces?: string | undefined},
): Promise<{profile: Profile; store: SecretStore; left: string[]}> {
  const path = profilePath(how.configDir)
  const inKeyring = how.keyring && (await saveSecret(name, keys.part, keys.secretKey, how.env))
  const {publicKey, secretKey} = keys
  const headers = keys.headers && (await saveHeaders(name, keys.headers, inKeyring, how.env))
  let before: SecretPart[] = []
  const {profiles} = await updateProfiles(path, (file) => {
    const old = own(file.profiles, name)
    assertSameHost(name, old, keys.host, how.replaces)
    before = old ? keyringParts(old) : []
    const profile = withPair(old, keys, inKeyring ? {publicKey, keyring: true} : {publicKey, secretKey}, headers)
    return {...file, current: name, profiles: {...file.profiles, [name]: profile}}
  })
  const profile = own(profiles, name) ?? {host: keys.host}
  const used = keyringParts(profile)
  const stale = before.filter((part) => !used.includes(part))
  const left = await forgetSecrets(name, stale, how.env)
  return {profile, store: inKeyring ? 'keyring' : 'file', left}
}

/** Removes a profile with its keys. @returns it, and keyring entries that may still be there */
export async function dropProfile(
  name: string,
  how: {configDir: string; env: Environment},
): Promise<{gone: Profile; left: string[]}> {
  let gone: Profile = {host: ''}
  await updateProfiles(profilePath(how.configDir), (file) => {
    gone = findProfile(file, name)
    const {[name]: _, ...profiles} = file.profiles
    const {current, ...rest} = file
    return {...rest, ...(current === undefined || current === name ? {} : {current}), profiles}
  })
  return {gone, left: await forgetSecrets(name, keyringParts(gone), how.env)}
}

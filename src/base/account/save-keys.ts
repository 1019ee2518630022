import type {Environment} from '../input/environment.js'
import {removeSecret, type SecretPart, saveSecret} from './keyring.js'
import {type Profile, type ProfileFile, profilePath, readProfiles, type SavedPair, writeProfiles} from './profile.js'
import type {SecretPlace} from './sources.js'

/** Keys that the server knows, ready to be saved. */
export interface CheckedKeys {
  host: string
  publicKey: string
  secretKey: string
  /** Which of the profile's pairs they are. */
  part: 'organization' | 'project'
  /** What they open; unknown for an organization key. */
  project: Profile['project']
}

/** Where a profile keeps secrets in the keyring. */
export function keyringParts(profile: Profile): SecretPart[] {
  const parts: SecretPart[] = []
  if (profile.pair?.keyring) parts.push('project')
  if (profile.organization?.keyring) parts.push('organization')
  if (profile.adminKey?.keyring) parts.push('admin')
  return parts
}

/** Takes secrets out of the keyring. @returns the entries that may still be there, as the keyring names them */
export async function forgetSecrets(name: string, parts: SecretPart[], env: Environment): Promise<string[]> {
  const left: string[] = []
  for (const part of parts) if (!(await removeSecret(name, part, env))) left.push(`${name}/${part}`)
  return left
}

function withPair(old: Profile | undefined, {host, part, project}: CheckedKeys, pair: SavedPair): Profile {
  const kept = old?.host === host ? old : {host}
  if (part === 'organization') return {...kept, organization: pair}
  const {project: _, ...rest} = kept
  return {...rest, pair, ...(project ? {project} : {})}
}

/**
 * Saves keys as a profile and makes it the active one. The secret goes to the keyring if that is allowed and it
 * answers, else into the file. Other keys of the profile stay when they are of the same host.
 * @returns the profile, where the secret lies, and keyring entries of before that could not be removed
 */
export async function storeKeys(
  name: string,
  keys: CheckedKeys,
  how: {configDir: string; env: Environment; keyring: boolean},
): Promise<{profile: Profile; place: SecretPlace; left: string[]}> {
  const path = profilePath(how.configDir)
  const file = await readProfiles(path)
  const old = Object.hasOwn(file.profiles, name) ? file.profiles[name] : undefined
  const inKeyring = how.keyring && (await saveSecret(name, keys.part, keys.secretKey, how.env))
  const {publicKey, secretKey} = keys
  const profile = withPair(old, keys, inKeyring ? {publicKey, keyring: true} : {publicKey, secretKey})
  await writeProfiles(path, {...file, current: name, profiles: {...file.profiles, [name]: profile}})
  const used = keyringParts(profile)
  const stale = old ? keyringParts(old).filter((part) => !used.includes(part)) : []
  const left = await forgetSecrets(name, stale, how.env)
  return {profile, place: inKeyring ? 'keyring' : 'file', left}
}

/** Removes a profile with its keys. @returns keyring entries that may still be there */
export async function dropProfile(
  name: string,
  file: ProfileFile,
  how: {configDir: string; env: Environment},
): Promise<string[]> {
  const {[name]: gone, ...profiles} = file.profiles
  const {current, ...rest} = file
  const kept = current === undefined || current === name ? {} : {current}
  await writeProfiles(profilePath(how.configDir), {...rest, ...kept, profiles})
  return gone ? forgetSecrets(name, keyringParts(gone), how.env) : []
}

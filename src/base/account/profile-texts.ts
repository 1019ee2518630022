import {type Environment, nonEmpty} from '../input/environment.js'
import {keyringForbidden} from './keyring.js'
import type {Profile} from './profile.js'
import type {SecretStore} from './sources.js'

const BEFORE_PROFILE = [
  'LANGFUSE_BASE_URL',
  'LANGFUSE_HOST',
  'LANGFUSE_PUBLIC_KEY',
  'LANGFUSE_SECRET_KEY',
  'LANGFUSE_PROFILE',
]

/** Says where the secret went, and why not to the keyring. */
export function secretStoreNote(store: SecretStore, path: string, keyringWanted: boolean): string {
  if (store === 'keyring') return 'The secret lies in the keyring of the operating system.'
  const why = keyringWanted ? ' (no keyring answered)' : ''
  return `The secret lies in ${path}, which only you can read${why}.`
}

/** Says which headers a profile has, and where they are when the keyring took the secret alone. */
export function headersNote(
  {names, keyring}: NonNullable<Profile['headers']>,
  store: SecretStore,
  path: string,
): string {
  return `Headers saved with it${store === 'keyring' && !keyring ? `, in ${path}` : ''}: ${names.join(', ')}.`
}

/** A warning about secrets that could not be taken out of the keyring. */
export function keysLeftInKeyring(entries: string[], env: Environment): string {
  const why = keyringForbidden(env) ? 'LANGFUSE_CLI_NO_KEYRING forbids to ask it' : 'it did not answer'
  return `the keyring may still hold langfusectl ${entries.join(', ')}: ${why}. Remove it there by hand.`
}

/** A warning about variables that win over the active profile; undefined when there are none. */
export function inheritedSettings(env: Environment): string | undefined {
  const set = BEFORE_PROFILE.filter((name) => nonEmpty(env[name]) !== undefined)
  if (set.length === 0) return undefined
  return `${set.join(', ')} ${set.length === 1 ? 'is' : 'are'} set and beat${set.length === 1 ? 's' : ''} the active profile; --profile beats the variables.`
}

/** A warning about keys in variables, which logging out does not touch; undefined when there are none. */
export function inheritedKeys(env: Environment): string | undefined {
  const set = ['LANGFUSE_PUBLIC_KEY', 'LANGFUSE_SECRET_KEY'].filter((name) => nonEmpty(env[name]) !== undefined)
  return set.length > 0 ? `${set.join(' and ')} still set in the environment: commands go on using them.` : undefined
}

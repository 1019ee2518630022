import {CliError, hasErrorCode} from '../../api/errors/cli-error.js'
import type {Environment} from '../input/environment.js'
import {headersOf, type RequestHeader} from '../input/request-headers.js'
import {normalizeHost} from './host.js'
import {readSecret} from './keyring.js'
import type {Profile} from './profile.js'

/** Headers that a profile keeps for its host. */
export interface ProfileHeaders {
  /** Normalized: they go nowhere else. Undefined when the profile has no valid one. */
  host: string | undefined
  /** For people: `profile staging`. */
  source: string
  /** In lower case. */
  names: string[]
  /** Reads them, from the keyring if they are stored there. @throws CliError `credentials` */
  read: () => Promise<RequestHeader[]>
}

function homeOf({host}: Profile): string | undefined {
  try {
    return normalizeHost(host)
  } catch {
    return undefined
  }
}

/** The headers of a profile; undefined when it has none. */
export function profileHeaders(profile: Profile, name: string, env: Environment): ProfileHeaders | undefined {
  if (!profile.headers) return undefined
  const {names, values, keyring} = profile.headers
  const source = `profile ${name}`
  const read = async (): Promise<RequestHeader[]> => {
    try {
      return headersOf(keyring ? JSON.parse(await readSecret(name, 'headers', env)) : values, source)
    } catch (error) {
      if (!(error instanceof SyntaxError) && !hasErrorCode(error, 'usage')) throw error
      const hint = `Save them again: \`langfuse auth login --profile ${name} -H 'name: value'\`.`
      throw new CliError('credentials', `The headers of ${source} are damaged; nothing was sent`, hint)
    }
  }
  return {host: homeOf(profile), source, names: names.map((given) => given.toLowerCase()), read}
}

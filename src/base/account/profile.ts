import {stat} from 'node:fs/promises'
import {join} from 'node:path'
import * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import {own} from '../../api/json/object.js'
import {type JsonFile, jsonFile} from '../state/json-file.js'

/** A saved pair. The secret is in the operating system's keyring where `keyring` is true, else here. */
const savedPair = z.looseObject({
  publicKey: z.string(),
  secretKey: z.string().optional(),
  keyring: z.boolean().optional(),
})

/** Headers for the host. Their values are in the keyring where `keyring` is true, else here. */
const savedHeaders = z.looseObject({
  names: z.array(z.string()),
  values: z.record(z.string(), z.string()).optional(),
  keyring: z.boolean().optional(),
})

/** What the server said about the pair when it was checked. */
const savedProject = z.looseObject({name: z.string(), organization: z.string().optional()})

const savedProfile = z.looseObject({
  host: z.string(),
  project: savedProject.optional(),
  pair: savedPair.optional(),
  organization: savedPair.optional(),
  headers: savedHeaders.optional(),
  adminKey: z.looseObject({secretKey: z.string().optional(), keyring: z.boolean().optional()}).optional(),
})

const profileFile = z.looseObject({current: z.string().optional(), profiles: z.record(z.string(), savedProfile)})

/** A key pair as it is saved. */
export type SavedPair = z.output<typeof savedPair>
/** A saved host with its keys. */
export type Profile = z.output<typeof savedProfile>
/** The whole file: every profile, and the name of the active one. */
export type ProfileFile = z.output<typeof profileFile>

/** The name of a new profile. @throws CliError `usage` for a name that is awkward to type or to store */
export function checkProfileName(name: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u.test(name)) return name
  const hint = 'Up to 64 letters, digits and . _ @ -, beginning with a letter or digit.'
  throw new CliError('usage', `--profile: "${name}" is not a valid profile name`, hint)
}

/** Where profiles are kept, below the configuration folder (XDG_CONFIG_HOME, else ~/.config). */
export function profilePath(configDir: string): string {
  return join(configDir, 'profiles.json')
}

function file(path: string): JsonFile<ProfileFile> {
  return jsonFile({
    path,
    what: 'the profiles',
    parse: (value) => profileFile.parse(value),
    empty: {profiles: {}},
    indent: 2,
    whenDamaged: () => {
      const hint = 'Mend the file, or move it away and run `langfuse auth login` again.'
      throw new CliError('credentials', `The profiles in ${path} are damaged`, hint)
    },
  })
}

/**
 * Reads the profiles; none when there is no file.
 * @throws CliError `credentials` for a damaged file, CliError `file` for an unreadable one
 */
export function readProfiles(path: string): Promise<ProfileFile> {
  return file(path).read()
}

/**
 * Changes the profiles as they are now, whole or not at all; only the user may read them.
 * @param change gets what others have written meanwhile, so it must ask nobody and wait for nothing
 * @throws CliError `file` where it cannot be written; what `change` throws
 */
export function updateProfiles(path: string, change: (content: ProfileFile) => ProfileFile): Promise<ProfileFile> {
  return file(path).update(change)
}

/** Whether other users may read the file; false when it does not exist, and on Windows. */
export async function readableByOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false
  try {
    return ((await stat(path)).mode & 0o077) !== 0
  } catch {
    return false
  }
}

/** One profile by name. @throws CliError `credentials` when there is none, with the names that there are. */
export function findProfile(file: ProfileFile, name: string): Profile {
  const profile = own(file.profiles, name)
  if (profile) return profile
  const names = Object.keys(file.profiles)
  if (file.current === name && names.length > 0) {
    const hint = `\`langfuse profiles use NAME\` takes another one: ${names.join(', ')}.`
    throw new CliError('credentials', `The active profile, "${name}", does not exist`, hint)
  }
  const hint = names.length > 0 ? `Profiles: ${names.join(', ')}.` : 'Make one with `langfuse auth login`.'
  throw new CliError('credentials', `There is no profile "${name}"`, hint)
}

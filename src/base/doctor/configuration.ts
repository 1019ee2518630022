import {findProfile, profilePath, readableByOthers, readProfiles} from '../account/profile.js'
import {profileName} from '../account/sources.js'
import type {Environment} from '../input/environment.js'
import type {FlagValues} from '../input/flags.js'
import {type Finding, ok, problemOf, warning} from './finding.js'

/** The profiles: whether they can be read, by whom, and which one speaks. */
export async function checkConfiguration(where: {
  flags: FlagValues
  env: Environment
  configDir: string
}): Promise<Finding> {
  const path = profilePath(where.configDir)
  try {
    const file = await readProfiles(path)
    const name = profileName(where.flags, where.env, file.current)
    if (name !== undefined) findProfile(file, name)
    if (await readableByOthers(path)) {
      return warning('configuration', `others can read ${path}`, `\`chmod 600 ${path}\``)
    }
    const names = Object.keys(file.profiles)
    if (names.length === 0) return ok('configuration', `no profiles in ${path}`)
    return ok('configuration', `${path}, ${name === undefined ? 'no profile in use' : `profile ${name}`}`)
  } catch (error) {
    return problemOf('configuration', error)
  }
}

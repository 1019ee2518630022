import type {Client} from '../../api/http/client.js'
import type {Operation} from '../../api/operation/endpoint.js'
import type {Connection, Keys} from '../account/credentials.js'
import {findKeyOwner} from '../account/key-owner.js'
import {findProfile, profilePath, readableByOthers, readProfiles} from '../account/profile.js'
import {type CredentialSources, profileName} from '../account/sources.js'
import {explain} from '../errors/explain.js'
import {type Finding, notAsked, ok, problemOf, skipped, warning} from './finding.js'

/** The profiles: whether they can be read, by whom, and which one is active. */
export async function checkConfiguration({flags, env, configDir}: CredentialSources): Promise<Finding> {
  const path = profilePath(configDir)
  try {
    const file = await readProfiles(path)
    const name = profileName(flags, env, file.current)
    if (name !== undefined) findProfile(file, name)
    if (await readableByOthers(path)) {
      return warning('configuration', `others can read ${path}`, `\`chmod 600 ${path}\``)
    }
    if (Object.keys(file.profiles).length === 0) return ok('configuration', `no profiles in ${path}`)
    return ok('configuration', `${path}, ${name === undefined ? 'no active profile' : `profile ${name}`}`)
  } catch (error) {
    return problemOf('configuration', error)
  }
}

const NAMES = {project: 'keys', organization: 'organization keys'}
const NO_ORGANIZATION =
  'Commands such as `orgs` and `scim` need the keys of an organization: Organization Settings → API Keys.'

async function checkPair(
  client: Client,
  whoami: Operation,
  {publicKey, names}: Keys,
  scope: keyof typeof NAMES,
): Promise<Finding> {
  const name = NAMES[scope]
  const pair = `${publicKey}, from ${names.publicKey}`
  try {
    const owner = await findKeyOwner(client, whoami, scope)
    if (owner.kind === 'organization') return ok(name, `of an organization: ${pair}`)
    const {name: project, organization} = owner.project
    const text = `of project ${project}${organization ? ` (${organization})` : ''}: ${pair}`
    return scope === 'project' ? ok(name, text) : warning(name, text, NO_ORGANIZATION)
  } catch (error) {
    return problemOf(name, error)
  }
}

/**
 * Whose the keys are that commands would use.
 * @param whoami the operation that gives a project key its project
 * @param obstacle the check that says why the server cannot be asked; undefined when it can
 */
export async function checkKeys(
  client: Client,
  {project, organization, authorize}: Connection,
  whoami: Operation,
  obstacle: string | undefined,
): Promise<Finding[]> {
  if (!project && !organization) {
    const error = await authorize('project').catch((refusal: unknown) => refusal)
    return [skipped(NAMES.project, 'none given', explain(error).hint)]
  }
  const check = async (scope: keyof typeof NAMES, keys: Keys | undefined): Promise<Finding[]> => {
    if (!keys) return []
    const [refusal] = await Promise.allSettled([authorize(scope)])
    if (refusal.status === 'rejected') return [problemOf(NAMES[scope], refusal.reason)]
    return [obstacle ? notAsked(NAMES[scope], obstacle) : await checkPair(client, whoami, keys, scope)]
  }
  const other = organization === project ? undefined : organization
  return [...(await check('project', project)), ...(await check('organization', other))]
}

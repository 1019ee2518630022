import type {Client} from '../../api/http/client.js'
import type {Operation} from '../../api/operation/endpoint.js'
import type {Connection, Keys} from '../account/credentials.js'
import {findKeyOwner, type KeyOwner} from '../account/key-owner.js'
import {explain} from '../errors/explain.js'
import {type Finding, ok, problemOf, skipped, warning} from './finding.js'

type Part = 'organization' | 'project'

const NAMES: Record<Part, string> = {project: 'keys', organization: 'organization keys'}

function said(owner: KeyOwner): string {
  if (owner.kind === 'organization') return 'of an organization'
  const {name, organization} = owner.project
  return `of project ${name}${organization ? ` (${organization})` : ''}`
}

function judge(part: Part, keys: Keys, owner: KeyOwner): Finding {
  const text = `${said(owner)}: ${keys.publicKey}, from ${keys.names.publicKey}`
  if (part === 'project' || owner.kind === 'organization') return ok(NAMES[part], text)
  return warning(
    NAMES[part],
    text,
    'Commands such as `orgs` and `scim` need the keys of an organization: Organization Settings → API Keys.',
  )
}

/** That no source has keys; with the hint that every command would give. */
async function without(connection: Connection): Promise<Finding> {
  const error = await connection.authorize('project').catch((refusal: unknown) => refusal)
  return skipped(NAMES.project, 'none given', explain(error).hint)
}

async function ask(client: Client, whoami: Operation, part: Part, keys: Keys): Promise<Finding> {
  try {
    return judge(part, keys, await findKeyOwner(client, whoami, part))
  } catch (error) {
    return problemOf(NAMES[part], error)
  }
}

/** Whose the keys are that commands would use. @param unreachable why the server is not asked; undefined when it is */
export async function checkKeys(
  client: Client,
  connection: Connection,
  whoami: Operation,
  unreachable: string | undefined,
): Promise<Finding[]> {
  const {project, organization} = connection
  if (!project && !organization) return [await without(connection)]
  const second = organization === project ? undefined : organization
  const parts: [Part, Keys | undefined][] = [
    ['project', project],
    ['organization', second],
  ]
  const findings: Finding[] = []
  for (const [part, keys] of parts) {
    if (!keys) continue
    findings.push(unreachable ? skipped(NAMES[part], unreachable) : await ask(client, whoami, part, keys))
  }
  return findings
}

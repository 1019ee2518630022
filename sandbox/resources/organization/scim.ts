import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Call, ok, type Reply, scimError} from '../../http/call.js'
import {licensed, op, type Routes} from '../../http/router.js'
import type {Roles, UserRow} from '../../store/organization-rows.js'

const URN = 'urn:ietf:params:scim'
const LIST = {schemas: [`${URN}:api:messages:2.0:ListResponse`]}
const FIRST_DAY = '2025-01-06T09:00:00.000Z'

function shown({id, email, name}: UserRow): object {
  return {
    schemas: [`${URN}:schemas:core:2.0:User`],
    id,
    userName: email,
    name: {formatted: name},
    emails: [{primary: true, value: email, type: 'work'}],
    meta: {resourceType: 'User', created: FIRST_DAY, lastModified: FIRST_DAY},
  }
}

function rolesOf({store}: Call): Roles {
  return store.roles.get(store.project.organization.id) ?? new Map()
}

function members(call: Call): UserRow[] {
  return [...rolesOf(call).keys()].flatMap((id) => call.store.users.get(id) ?? [])
}

function find(call: Call): UserRow {
  const row = members(call).find(({id}) => id === call.params.userId)
  if (!row) throw scimError(404, 'User not found')
  return row
}

/** Knows one filter and passes over all others. */
function list(call: Call): Reply {
  const {filter = '', startIndex = '1', count = '100'} = call.query as Record<string, string>
  const wanted = /^userName eq "([^"]+)"$/i.exec(filter)?.[1]
  const rows = members(call).filter(({email}) => wanted === undefined || email === wanted)
  const first = Math.max(1, Number(startIndex))
  const page = rows.slice(first - 1, first - 1 + Number(count))
  const counts = {totalResults: rows.length, startIndex: first, itemsPerPage: page.length}
  return ok({...LIST, ...counts, Resources: page.map(shown)})
}

/** Somebody new has no role at first. */
function create(call: Call): Reply {
  const {userName, name} = (call.body ?? {}) as {userName?: string; name?: {formatted?: string}}
  if (!userName || !name) throw scimError(400, 'userName and name are required')
  if (members(call).some(({email}) => email === userName)) {
    throw scimError(409, 'User with this userName already exists')
  }
  const known = [...call.store.users.values()].find(({email}) => email === userName)
  const user = known ?? {id: call.store.cuid(), email: userName, name: name.formatted ?? null}
  call.store.users.set(user.id, user)
  rolesOf(call).set(user.id, 'NONE')
  return {status: 201, body: shown(user)}
}

/** The last owner stays. */
function remove(call: Call): Reply {
  const {id} = find(call)
  const roles = rolesOf(call)
  const owners = [...roles].filter(([, role]) => role === 'OWNER')
  if (owners.length === 1 && owners[0]?.[0] === id) {
    throw scimError(403, 'Cannot remove the last owner of the organization')
  }
  roles.delete(id)
  return {status: 204}
}

const {resourceType, schema, config} = JSON.parse(readFileSync(join(import.meta.dirname, 'scim.json'), 'utf8'))
const fixed = (body: object) => op(() => ok(body), 'scim')
const listed = (...Resources: object[]) => fixed({...LIST, totalResults: 1, Resources})

/** Members of the organization as SCIM has them; what describes the server needs no licence. */
export const scimRoutes: Routes = {
  '/scim/Users': {GET: licensed(list, 'scim'), POST: licensed(create, 'scim')},
  '/scim/Users/{userId}': {
    GET: licensed((call) => ok(shown(find(call))), 'scim'),
    DELETE: licensed(remove, 'scim'),
  },
  '/scim/ResourceTypes': {GET: listed(resourceType)},
  '/scim/Schemas': {GET: listed(schema)},
  '/scim/ServiceProviderConfig': {GET: fixed(config)},
}

import {type Call, ok, type Reply, scimError} from '../../http/call.js'
import {type Operation, op, type Routes} from '../../http/router.js'
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

const resourceType = {
  schemas: [`${URN}:schemas:core:2.0:ResourceType`],
  id: 'User',
  name: 'User',
  endpoint: '/api/public/scim/Users',
  description: 'User Account',
  schema: `${URN}:schemas:core:2.0:User`,
  schemaExtensions: [],
  meta: {resourceType: 'ResourceType', location: '/api/public/scim/ResourceTypes/User'},
}
const schema = {
  id: `${URN}:schemas:core:2.0:User`,
  name: 'User',
  description: 'User Account',
  attributes: [
    {
      name: 'userName',
      type: 'string',
      multiValued: false,
      description: 'E-mail address',
      required: true,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'always',
      uniqueness: 'server',
    },
  ],
  meta: {resourceType: 'Schema', location: `/api/public/scim/Schemas/${URN}:schemas:core:2.0:User`},
}
const config = {
  schemas: [`${URN}:schemas:core:2.0:ServiceProviderConfig`],
  documentationUri: 'https://langfuse.com/docs/administration/scim-and-org-api',
  patch: {supported: false},
  bulk: {supported: false, maxOperations: 0, maxPayloadSize: 0},
  filter: {supported: true, maxResults: 100},
  changePassword: {supported: false},
  sort: {supported: false},
  etag: {supported: false},
  authenticationSchemes: [
    {
      name: 'Basic Authentication',
      description: 'Authentication via HTTP Basic Auth',
      specUri: 'https://tools.ietf.org/html/rfc2617',
      type: 'httpbasic',
      primary: true,
    },
  ],
  meta: {resourceType: 'ServiceProviderConfig', location: '/api/public/scim/ServiceProviderConfig'},
}

const unlicensed = 'This feature is not available on your current plan.'
const gated = (handle: Operation['handle']) => op(handle, 'scim', {unlicensed})
const fixed = (body: object) => op(() => ok(body), 'scim')
const listed = (...Resources: object[]) => fixed({...LIST, totalResults: 1, Resources})

/** Members of the organization as SCIM has them; what describes the server needs no licence. */
export const scimRoutes: Routes = {
  '/scim/Users': {GET: gated(list), POST: gated(create)},
  '/scim/Users/{userId}': {GET: gated((call) => ok(shown(find(call)))), DELETE: gated(remove)},
  '/scim/ResourceTypes': {GET: listed(resourceType)},
  '/scim/Schemas': {GET: listed(schema)},
  '/scim/ServiceProviderConfig': {GET: fixed(config)},
}

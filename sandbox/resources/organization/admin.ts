import * as z from 'zod'
import {ApiError, type Call, ok, type Reply} from '../../http/call.js'
import {op, type Routes} from '../../http/router.js'
import {isObject, type Json, type JsonObject} from '../../store/json.js'
import type {OrganizationRow} from '../../store/organization-rows.js'
import {createKeyOf, keysOf, removeKeyOf} from './organization.js'

const body = z.object({
  name: z.string().min(1),
  metadata: z.custom<JsonObject>((given) => isObject(given as Json)).optional(),
})

function checked({body: given}: Call): z.output<typeof body> {
  const result = body.safeParse(given)
  if (!result.success) throw new ApiError(400, {error: 'Invalid request body', details: result.error.issues})
  return result.data
}

function find({store, params}: Call): OrganizationRow {
  const row = store.organizations.get(params.organizationId ?? '')
  if (!row) throw new ApiError(404, {error: 'Organization not found'})
  return row
}

/** All projects of the sandbox belong to the organization of its keys. */
function shown({store}: Call, row: OrganizationRow) {
  return {...row, projects: row.id === store.project.organization.id ? [...store.projects.values()] : []}
}

function list(call: Call): Reply {
  return ok({organizations: [...call.store.organizations.values()].map((row) => shown(call, row))})
}

function create(call: Call): Reply {
  const {name, metadata = {}} = checked(call)
  const row = {id: call.store.cuid(), name, createdAt: call.store.stamp(), metadata}
  call.store.organizations.set(row.id, row)
  return {status: 201, body: shown(call, row)}
}

function update(call: Call): Reply {
  const {name, metadata} = checked(call)
  return ok(shown(call, Object.assign(find(call), {name, ...(metadata && {metadata})})))
}

function remove(call: Call): Reply {
  const row = find(call)
  if (shown(call, row).projects.length > 0) {
    const message = 'Delete or transfer all projects before deleting the organization'
    throw new ApiError(400, {error: 'Cannot delete organization with existing projects', message})
  }
  call.store.organizations.delete(row.id)
  return ok({success: true})
}

/** What the admin key of a server opens, below `/api/admin`. */
export const adminRoutes: Routes = {
  '/organizations': {GET: op(list, 'admin'), POST: op(create, 'admin')},
  '/organizations/{organizationId}': {
    GET: op((call) => ok(shown(call, find(call))), 'admin'),
    PUT: op(update, 'admin'),
    DELETE: op(remove, 'admin'),
  },
  '/organizations/{organizationId}/apiKeys': {
    GET: op((call) => keysOf(call.store, find(call).id), 'admin'),
    POST: op((call) => createKeyOf(call, find(call).id), 'admin'),
  },
  '/organizations/{organizationId}/apiKeys/{apiKeyId}': {
    DELETE: op((call) => removeKeyOf(call, find(call).id), 'admin'),
  },
}

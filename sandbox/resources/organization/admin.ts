import * as z from 'zod'
import {ApiError, type Call, type Reply} from '../../http/call.js'
import type {Methods, Operation} from '../../routes.js'
import type {OrganizationRow} from '../../store/settings-rows.js'
import {createKeyOf, keysOf, removeKeyOf} from './organization.js'

const body = z.object({name: z.string().min(1), metadata: z.record(z.string(), z.json()).optional()})

function checked({body: given}: Call): z.output<typeof body> {
  const result = body.safeParse(given)
  if (!result.success) throw new ApiError(400, {error: 'Invalid request body', details: result.error.issues})
  return result.data
}

function find({store, params}: Call): OrganizationRow {
  const row = store.settings.organizations.get(params.organizationId ?? '')
  if (!row) throw new ApiError(404, {error: 'Organization not found'})
  return row
}

/** All projects of the sandbox belong to the organization of its keys. */
function projectsOf({store}: Call, {id}: OrganizationRow): object[] {
  return id === store.project.organization.id ? [...store.projects.values()] : []
}

function shown(call: Call, row: OrganizationRow): object {
  return {...row, projects: projectsOf(call, row)}
}

function list(call: Call): Reply {
  const organizations = [...call.store.settings.organizations.values()].map((row) => shown(call, row))
  return {status: 200, body: {organizations}}
}

function create(call: Call): Reply {
  const {name, metadata = {}} = checked(call)
  const row = {id: call.store.cuid(), name, createdAt: call.store.stamp(), metadata}
  call.store.settings.organizations.set(row.id, row)
  return {status: 201, body: shown(call, row)}
}

function update(call: Call): Reply {
  const {name, metadata} = checked(call)
  const row = find(call)
  return {status: 200, body: shown(call, Object.assign(row, {name, ...(metadata && {metadata})}))}
}

function remove(call: Call): Reply {
  const row = find(call)
  if (projectsOf(call, row).length > 0) {
    const message = 'Delete or transfer all projects before deleting the organization'
    throw new ApiError(400, {error: 'Cannot delete organization with existing projects', message})
  }
  call.store.settings.organizations.delete(row.id)
  return {status: 200, body: {success: true}}
}

const op = (handle: Operation['handle']): Operation => ({handle, family: 'admin'})

/** What the admin key of a server opens, below `/api/admin`. */
export const adminRoutes: Record<string, Methods> = {
  '/organizations': {GET: op(list), POST: op(create)},
  '/organizations/{organizationId}': {
    GET: op((call) => ({status: 200, body: shown(call, find(call))})),
    PUT: op(update),
    DELETE: op(remove),
  },
  '/organizations/{organizationId}/apiKeys': {
    GET: op((call) => keysOf(call.store, find(call).id)),
    POST: op((call) => createKeyOf(call, find(call).id)),
  },
  '/organizations/{organizationId}/apiKeys/{apiKeyId}': {DELETE: op((call) => removeKeyOf(call, find(call).id))},
}

import {randomBytes} from 'node:crypto'
import {ApiError, type Call, ok, type Reply} from '../../http/call.js'
import {licensed, op, type Routes} from '../../http/router.js'
import type {Json} from '../../store/json.js'
import type {ProjectRow} from '../../store/organization-rows.js'
import {keyRow, type Store} from '../../store/store.js'

function bodyOf({body}: Call): {[key: string]: unknown} {
  return typeof body === 'object' && body !== null ? {...body} : {}
}

function refuse(status: number, message: string): ApiError {
  return new ApiError(status, {message})
}

/** The body of a project, checked as the server does it: name, retention, metadata. */
function checked(call: Call): {name: string; retention: number | undefined; metadata: Json | undefined} {
  const {name, retention, metadata} = bodyOf(call)
  if (typeof name !== 'string' || name.length < 3 || name.length > 60) {
    throw refuse(400, 'Invalid project name. Should be between 3 and 60 characters.')
  }
  const days = retention === undefined || (Number.isInteger(retention) && (retention === 0 || Number(retention) >= 3))
  if (!days) throw refuse(400, 'Invalid retention value. Must be 0 or at least 3 days.')
  return {name, retention: retention as number | undefined, metadata: metadata as Json | undefined}
}

function projectOf({store, params}: Call): ProjectRow {
  const project = store.projects.get(params.projectId ?? '')
  if (!project) throw refuse(404, 'Project not found')
  return project
}

function shown({id, name, metadata, retentionDays}: ProjectRow): object {
  return {id, name, metadata, ...(retentionDays > 0 ? {retentionDays} : {})}
}

function createProject(call: Call): Reply {
  const {store} = call
  const {name, retention = 0, metadata = {}} = checked(call)
  if ([...store.projects.values()].some((project) => project.name === name)) {
    throw refuse(409, 'A project with this name already exists in your organization')
  }
  const project = {id: store.cuid(), name, metadata, ...store.dates(), retentionDays: retention}
  store.projects.set(project.id, project)
  return {status: 201, body: shown(project)}
}

/** What is left out stays. */
function updateProject(call: Call): Reply {
  const project = projectOf(call)
  const {name, retention = project.retentionDays, metadata = project.metadata} = checked(call)
  return ok(shown(Object.assign(project, {name, metadata, retentionDays: retention, updatedAt: call.store.stamp()})))
}

function removeProject(call: Call): Reply {
  const {id} = projectOf(call)
  call.store.projects.delete(id)
  call.store.apiKeys = call.store.apiKeys.filter(({owner}) => owner !== id)
  const message = 'Project deletion has been initiated and is being processed asynchronously'
  return {status: 202, body: {success: true, message}}
}

/** The key pairs of a project or organization. */
export function keysOf(store: Store, owner: string): Reply {
  const apiKeys = store.apiKeys.filter((key) => key.owner === owner).map(({owner: _, secretKey: __, ...key}) => key)
  return ok({apiKeys})
}

/** Makes a pair for a project or organization: the secret is in this answer only. */
export function createKeyOf(call: Call, owner: string): Reply {
  const {store} = call
  const {note, publicKey, secretKey} = bodyOf(call) as Record<string, string | undefined>
  if (Boolean(publicKey) !== Boolean(secretKey)) {
    throw refuse(400, 'Both publicKey and secretKey must be provided together when specifying predefined keys')
  }
  if (publicKey && !publicKey.startsWith('pk-lf-')) throw refuse(400, "publicKey must start with 'pk-lf-'")
  if (secretKey && !secretKey.startsWith('sk-lf-')) throw refuse(400, "secretKey must start with 'sk-lf-'")
  if (store.apiKeys.some((key) => key.publicKey === publicKey || key.secretKey === secretKey)) {
    throw refuse(409, 'API key with the provided publicKey or secretKey already exists')
  }
  const pair = {
    publicKey: publicKey ?? `pk-lf-${store.uuid()}`,
    secretKey: secretKey ?? `sk-lf-${randomBytes(16).toString('hex')}`,
  }
  const row = keyRow(owner, pair, {id: store.cuid(), createdAt: store.stamp(), note: note ?? null})
  store.apiKeys.push(row)
  const {id, createdAt, displaySecretKey} = row
  return {status: 201, body: {id, createdAt, note: row.note, ...pair, displaySecretKey}}
}

/** Deletes a pair of a project or organization. */
export function removeKeyOf({store, params}: Call, owner: string): Reply {
  const index = store.apiKeys.findIndex((key) => key.owner === owner && key.id === params.apiKeyId)
  if (index < 0) throw refuse(404, 'API key not found')
  store.apiKeys.splice(index, 1)
  return ok({success: true})
}

/** Projects of the organization, and keys; `GET /projects` tells whose key is used. */
export const projectRoutes: Routes = {
  '/projects': {
    GET: op(({store}) => ok({data: [store.project]}), 'projects'),
    POST: licensed(createProject),
  },
  '/projects/{projectId}': {PUT: licensed(updateProject), DELETE: licensed(removeProject)},
  '/projects/{projectId}/apiKeys': {
    GET: licensed((call) => keysOf(call.store, projectOf(call).id)),
    POST: licensed((call) => createKeyOf(call, projectOf(call).id)),
  },
  '/projects/{projectId}/apiKeys/{apiKeyId}': {DELETE: licensed((call) => removeKeyOf(call, projectOf(call).id))},
  '/organizations/projects': {
    GET: licensed(({store}) => {
      const projects = [...store.projects.values()].map(({retentionDays: _, ...project}) => project)
      return ok({projects})
    }, 'organization'),
  },
  '/organizations/apiKeys': {
    GET: licensed(({store}) => keysOf(store, store.project.organization.id), 'organization'),
  },
}

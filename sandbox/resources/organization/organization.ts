import {randomBytes} from 'node:crypto'
import {ApiError, type Call, type Reply} from '../../http/call.js'
import {displayed, type ProjectRow} from '../../store/organization-rows.js'
import type {Json, Store} from '../../store/store.js'

type Body = Record<string, unknown>

function bodyOf({body}: Call): Body {
  return typeof body === 'object' && body !== null ? (body as Body) : {}
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

/** `GET /organizations/projects`. */
export function listProjects({store}: Call): Reply {
  const projects = [...store.projects.values()].map(({retentionDays: _, ...project}) => project)
  return {status: 200, body: {projects}}
}

/** `POST /projects`. */
export function createProject(call: Call): Reply {
  const {store} = call
  const {name, retention = 0, metadata = {}} = checked(call)
  if ([...store.projects.values()].some((project) => project.name === name)) {
    throw refuse(409, 'A project with this name already exists in your organization')
  }
  const now = store.stamp()
  const project = {id: store.cuid(), name, metadata, createdAt: now, updatedAt: now, retentionDays: retention}
  store.projects.set(project.id, project)
  return {status: 201, body: shown(project)}
}

/** `PUT /projects/{projectId}`: what is left out stays. */
export function updateProject(call: Call): Reply {
  const project = projectOf(call)
  const {name, retention, metadata} = checked(call)
  Object.assign(project, {name, updatedAt: call.store.stamp()})
  if (retention !== undefined) project.retentionDays = retention
  if (metadata !== undefined) project.metadata = metadata
  return {status: 200, body: shown(project)}
}

/** `DELETE /projects/{projectId}`. */
export function removeProject(call: Call): Reply {
  const {id} = projectOf(call)
  call.store.projects.delete(id)
  call.store.apiKeys = call.store.apiKeys.filter(({owner}) => owner !== id)
  const message = 'Project deletion has been initiated and is being processed asynchronously'
  return {status: 202, body: {success: true, message}}
}

/** The key pairs of a project or organization. */
export function keysOf(store: Store, owner: string): Reply {
  const apiKeys = store.apiKeys.filter((key) => key.owner === owner).map(({owner: _, secretKey: __, ...key}) => key)
  return {status: 200, body: {apiKeys}}
}

/** `GET /organizations/apiKeys`. */
export function listOrganizationKeys({store}: Call): Reply {
  return keysOf(store, store.project.organization.id)
}

/** `GET /projects/{projectId}/apiKeys`. */
export function listKeys(call: Call): Reply {
  return keysOf(call.store, projectOf(call).id)
}

/** `POST /projects/{projectId}/apiKeys`. */
export function createKey(call: Call): Reply {
  return createKeyOf(call, projectOf(call).id)
}

/** Makes a pair for a project or organization: the secret is in this answer only. */
export function createKeyOf(call: Call, owner: string): Reply {
  const {note, publicKey, secretKey} = bodyOf(call) as Record<string, string | undefined>
  if (Boolean(publicKey) !== Boolean(secretKey)) {
    throw refuse(400, 'Both publicKey and secretKey must be provided together when specifying predefined keys')
  }
  if (publicKey && !publicKey.startsWith('pk-lf-')) throw refuse(400, "publicKey must start with 'pk-lf-'")
  if (secretKey && !secretKey.startsWith('sk-lf-')) throw refuse(400, "secretKey must start with 'sk-lf-'")
  if (call.store.apiKeys.some((key) => key.publicKey === publicKey || key.secretKey === secretKey)) {
    throw refuse(409, 'API key with the provided publicKey or secretKey already exists')
  }
  const pair = {publicKey: publicKey ?? `pk-lf-${call.store.uuid()}`, secretKey: secretKey ?? newSecret()}
  const {store} = call
  const common = {id: store.cuid(), createdAt: store.stamp(), note: note ?? null}
  const displaySecretKey = displayed(pair.secretKey)
  const unused = {expiresAt: null, lastUsedAt: null}
  store.apiKeys.push({owner, ...common, ...unused, ...pair, displaySecretKey})
  return {status: 201, body: {...common, ...pair, displaySecretKey}}
}

function newSecret(): string {
  return `sk-lf-${randomBytes(16).toString('hex')}`
}

/** `DELETE /projects/{projectId}/apiKeys/{apiKeyId}`. */
export function removeKey(call: Call): Reply {
  return removeKeyOf(call, projectOf(call).id)
}

/** Deletes a pair of a project or organization. */
export function removeKeyOf(call: Call, owner: string): Reply {
  const index = call.store.apiKeys.findIndex((key) => key.owner === owner && key.id === call.params.apiKeyId)
  if (index < 0) throw refuse(404, 'API key not found')
  call.store.apiKeys.splice(index, 1)
  return {status: 200, body: {success: true}}
}

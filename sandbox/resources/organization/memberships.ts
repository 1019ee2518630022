import {ApiError, type Call, ok, type Reply} from '../../http/call.js'
import {licensed, type Methods, type Routes} from '../../http/router.js'
import type {Roles} from '../../store/organization-rows.js'

const ROLES = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'NONE']

function invalidBody(path: string): ApiError {
  const details = [{code: 'invalid_type', path: [path], message: 'Invalid input: expected string, received undefined'}]
  return new ApiError(400, {error: 'Invalid request body', details})
}

/** The roles of the project in the path, or of the organization where there is none. */
function rolesOf({store, params}: Call): Roles {
  const {projectId} = params
  if (projectId !== undefined && !store.projects.has(projectId)) throw new ApiError(404, {error: 'Project not found'})
  const owner = projectId ?? store.project.organization.id
  const roles = store.roles.get(owner) ?? new Map<string, string>()
  store.roles.set(owner, roles)
  return roles
}

function membership({store}: Call, userId: string, role: string): object {
  const {email = null, name = null} = store.users.get(userId) ?? {}
  return {userId, role, email, name}
}

function userIdOf({body}: Call): string {
  const {userId} = (body ?? {}) as Record<string, unknown>
  if (typeof userId !== 'string') throw invalidBody('userId')
  return userId
}

function list(call: Call): Reply {
  const memberships = [...rolesOf(call)].map(([userId, role]) => membership(call, userId, role))
  return ok({memberships})
}

/** Makes the membership when there is none. */
function update(call: Call): Reply {
  const roles = rolesOf(call)
  const userId = userIdOf(call)
  const {role} = call.body as Record<string, unknown>
  if (typeof role !== 'string' || !ROLES.includes(role)) throw invalidBody('role')
  if (!call.store.users.has(userId)) throw new ApiError(404, {error: 'User not found'})
  roles.set(userId, role)
  return ok(membership(call, userId, role))
}

/** Strangers are 200 for the organization and 404 for a project; the last owner may go. */
function remove(call: Call): Reply {
  const roles = rolesOf(call)
  const userId = userIdOf(call)
  const known = roles.delete(userId)
  if (!known && call.params.projectId !== undefined) throw new ApiError(404, {error: 'Project membership not found'})
  return ok({message: 'Membership deleted successfully', userId})
}

function methods(unlicensed?: string): Methods {
  return {
    GET: licensed(list, 'organization', unlicensed),
    PUT: licensed(update, 'organization', unlicensed),
    DELETE: licensed(remove, 'organization', unlicensed),
  }
}

/** Who has which role in the organization, and in a project. */
export const membershipRoutes: Routes = {
  '/organizations/memberships': methods(),
  '/projects/{projectId}/memberships': methods('Your plan does not include project role management.'),
}

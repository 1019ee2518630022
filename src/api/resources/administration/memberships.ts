import * as z from 'zod'
import {endpoint, listEndpoint} from '../../operation/endpoint.js'
import {ADMIN_API} from './projects.js'

const ofOrganization = {
  scope: 'organization',
  limits: {rate: 'public-api', plan: ADMIN_API},
} as const
const ofProject = {
  scope: 'organization',
  limits: {rate: 'none', plan: `${ADMIN_API}, with roles for single projects`},
} as const
const projectId = {help: 'Id of the project'}

/** A user with a role. */
export const membership = z.looseObject({
  userId: z.string(),
  role: z.string(),
  email: z.string().nullish(),
  name: z.string().nullish(),
})

const userId = z.string().min(1, 'is empty').describe('Id of the user: see the list')

/** A role for a user who exists; new members come by invitation or `scim users create`. */
const change = z.strictObject({
  userId,
  role: z.enum(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER']).describe('The role from now on'),
})
const target = z.strictObject({userId})
const removed = z.looseObject({message: z.string(), userId: z.string()})

export const listOfOrganization = listEndpoint({
  ...ofOrganization,
  path: '/api/public/organizations/memberships',
  params: {},
  paging: 'none',
  rows: 'memberships',
  item: membership,
})

/** Makes the membership when there is none. */
export const updateInOrganization = endpoint({
  ...ofOrganization,
  method: 'PUT',
  path: '/api/public/organizations/memberships',
  params: {},
  body: change,
  response: membership,
})

/** 200 for strangers too, and nothing stops the last owner from going. */
export const removeFromOrganization = endpoint({
  ...ofOrganization,
  method: 'DELETE',
  path: '/api/public/organizations/memberships',
  params: {},
  body: target,
  response: removed,
})

/** Roles that hold for one project; they win over that of the organization. */
export const listOfProject = listEndpoint({
  ...ofProject,
  path: '/api/public/projects/{projectId}/memberships',
  params: {projectId},
  paging: 'none',
  rows: 'memberships',
  item: membership,
})

/** Makes the role when there is none. */
export const updateInProject = endpoint({
  ...ofProject,
  method: 'PUT',
  path: '/api/public/projects/{projectId}/memberships',
  params: {projectId},
  body: change,
  response: membership,
})

/** 404 for a user without a role of this project. */
export const removeFromProject = endpoint({
  ...ofProject,
  method: 'DELETE',
  path: '/api/public/projects/{projectId}/memberships',
  params: {projectId},
  body: target,
  response: removed,
})

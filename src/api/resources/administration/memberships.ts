import * as z from 'zod'
import {identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'
import {ADMIN_API} from './projects.js'

const organization = defineRoutes({scope: 'organization', limits: {rate: 'public-api', plan: ADMIN_API}})
const project = defineRoutes({
  scope: 'organization',
  limits: {rate: 'none', plan: `${ADMIN_API}, with roles for single projects`},
})
const projectId = {help: 'Id of the project'}

/** A user with a role. */
export const membership = z.looseObject({
  userId: z.string(),
  role: z.string(),
  email: z.string().nullish(),
  name: z.string().nullish(),
})

const userId = identifier('Id of the user: see the list')

/** A role for a user who exists; new members come by invitation or `scim users create`. */
const change = z.strictObject({
  userId,
  role: z.enum(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER']).describe('The role from now on'),
})
const target = z.strictObject({userId})
const removed = z.looseObject({message: z.string(), userId: z.string()})

export const listOfOrganization = organization.list('/api/public/organizations/memberships', {
  paging: 'none',
  rows: 'memberships',
  item: membership,
})

/** Creates the membership when there is none. */
export const updateInOrganization = organization.put('/api/public/organizations/memberships', {
  body: change,
  response: membership,
})

/** 200 for strangers too, and nothing stops the last owner from going. */
export const removeFromOrganization = organization.delete('/api/public/organizations/memberships', {
  body: target,
  response: removed,
})

/** Roles that hold for one project; they win over that of the organization. */
export const listOfProject = project.list('/api/public/projects/{projectId}/memberships', {
  params: {projectId},
  paging: 'none',
  rows: 'memberships',
  item: membership,
})

/** Creates the role when there is none. */
export const updateInProject = project.put('/api/public/projects/{projectId}/memberships', {
  params: {projectId},
  body: change,
  response: membership,
})

/** 404 for a user without a role of this project. */
export const removeFromProject = project.delete('/api/public/projects/{projectId}/memberships', {
  params: {projectId},
  body: target,
  response: removed,
})

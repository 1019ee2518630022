import * as z from 'zod'
import {jsonObject, moment} from '../../operation/fields.js'
import {identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'

/** What the organization routes need besides a key. */
export const ADMIN_API = 'Team or Enterprise plan on Cloud, or an Enterprise licence when self-hosted'

const routes = defineRoutes({scope: 'organization', limits: {rate: 'none', plan: ADMIN_API}})
const projectId = {help: 'Id of the project'}

/** A project, as the key that opens it sees it. */
export const project = z.looseObject({
  id: z.string(),
  name: z.string(),
  organization: z.looseObject({id: z.string(), name: z.string()}).optional(),
  metadata: z.unknown(),
  retentionDays: z.number().nullish(),
})

const name = identifier('Name, unique in the organization')
  .min(3, 'a project name has 3 to 60 characters')
  .max(60, 'a project name has 3 to 60 characters')
const metadata = jsonObject('A JSON object to keep with the project').optional()

function days(description: string) {
  return z
    .int()
    .min(0)
    .refine((count) => count === 0 || count >= 3, 'must be 0 (for ever) or at least 3 days')
    .describe(description)
}

/** The project of a project key; 403 for an organization key, which tells the two apart. */
export const list = defineRoutes({limits: {rate: 'none'}}).list('/api/public/projects', {
  paging: 'none',
  item: project,
})

export const create = routes.post('/api/public/projects', {
  body: z.strictObject({
    name,
    retention: days('Days to keep data: 0 is for ever, else at least 3; more than 0 is a paid feature (default: 0)'),
    metadata,
  }),
  response: project,
})

/** Wants the name each time; what is left out stays as it is. */
export const update = routes.put('/api/public/projects/{projectId}', {
  params: {projectId},
  body: z.strictObject({
    name,
    retention: days('Days to keep data: 0 is for ever, else at least 3').optional(),
    metadata,
  }),
  response: project,
})

/** Its keys stop working at once; its data is deleted in the background. */
export const remove = routes.delete('/api/public/projects/{projectId}', {
  params: {projectId},
  response: z.looseObject({success: z.boolean(), message: z.string()}),
})

/** A project, as its organization lists it. */
export const organizationProject = z.looseObject({
  id: z.string(),
  name: z.string(),
  metadata: z.unknown(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** All projects of the organization that the key belongs to. */
export const listOfOrganization = defineRoutes({
  scope: 'organization',
  limits: {rate: 'public-api', plan: ADMIN_API},
}).list('/api/public/organizations/projects', {paging: 'none', rows: 'projects', item: organizationProject})

import * as z from 'zod'
import {endpoint, listEndpoint} from '../../operation/endpoint.js'

/** What the organization routes need beside a key. */
export const ADMIN_API = 'Team or Enterprise plan on Cloud, or an Enterprise licence when self-hosted'

const common = {scope: 'organization', limits: {rate: 'none', plan: ADMIN_API}} as const
const projectId = {help: 'Id of the project'}

/** A project, as the key that opens it sees it. */
export const project = z.looseObject({
  id: z.string(),
  name: z.string(),
  organization: z.looseObject({id: z.string(), name: z.string()}).optional(),
  metadata: z.unknown(),
  retentionDays: z.number().nullish(),
})

const name = z
  .string()
  .min(3, 'a project name has 3 to 60 characters')
  .max(60, 'a project name has 3 to 60 characters')
  .describe('Name, unique in the organization')
const metadata = z
  .record(z.string(), z.unknown())
  .meta({description: 'A JSON object to keep with the project', input: 'json'})
  .optional()

function days(description: string) {
  return z
    .int()
    .min(0)
    .refine((count) => count === 0 || count >= 3, 'must be 0 (for ever) or at least 3 days')
    .describe(description)
}

/** The one project of a project key; 403 for an organization key, which is how one is recognised. */
export const list = listEndpoint({
  path: '/api/public/projects',
  limits: {rate: 'none'},
  params: {},
  paging: 'none',
  item: project,
})

export const create = endpoint({
  ...common,
  method: 'POST',
  path: '/api/public/projects',
  params: {},
  body: z.strictObject({
    name,
    retention: days('Days to keep data: 0 is for ever, else at least 3; more than 0 is a paid feature (default: 0)'),
    metadata,
  }),
  response: project,
})

/** Wants the name each time; what is left out stays as it is. */
export const update = endpoint({
  ...common,
  method: 'PUT',
  path: '/api/public/projects/{projectId}',
  params: {projectId},
  body: z.strictObject({
    name,
    retention: days('Days to keep data: 0 is for ever, else at least 3').optional(),
    metadata,
  }),
  response: project,
})

/** Its keys die at once, its data in the background. */
export const remove = endpoint({
  ...common,
  method: 'DELETE',
  path: '/api/public/projects/{projectId}',
  params: {projectId},
  response: z.looseObject({success: z.boolean(), message: z.string()}),
})

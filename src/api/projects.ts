import * as z from 'zod'
import {listEndpoint} from './endpoint.js'

/** A project, as the key that opens it sees it. */
export const project = z.looseObject({
  id: z.string(),
  name: z.string(),
  organization: z.looseObject({id: z.string(), name: z.string()}).optional(),
  metadata: z.unknown(),
  retentionDays: z.number().nullish(),
})

/** The one project of a project key; 403 for an organization key, which is how one is recognised. */
export const list = listEndpoint({
  path: '/api/public/projects',
  limits: {rate: 'not limited'},
  params: {},
  paging: 'none',
  item: project,
})

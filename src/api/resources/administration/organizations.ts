import * as z from 'zod'
import {moment} from '../../operation/fields.js'
import {defineRoutes, RATES} from '../../operation/routes.js'
import {ADMIN_API} from './projects.js'

/** A project, as its organization lists it. */
export const organizationProject = z.looseObject({
  id: z.string(),
  name: z.string(),
  metadata: z.unknown(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** All projects of the organization that the key belongs to. */
export const listProjects = defineRoutes({
  scope: 'organization',
  limits: {rate: RATES.publicApi, plan: ADMIN_API},
}).list('/api/public/organizations/projects', {
  paging: 'none',
  rows: 'projects',
  item: organizationProject,
})

import * as z from 'zod'
import {listEndpoint} from '../../operation/endpoint.js'
import {moment} from '../../operation/fields.js'
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
export const listProjects = listEndpoint({
  scope: 'organization',
  limits: {rate: 'public-api', plan: ADMIN_API},
  path: '/api/public/organizations/projects',
  params: {},
  paging: 'none',
  rows: 'projects',
  item: organizationProject,
})

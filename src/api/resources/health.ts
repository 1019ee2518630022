import * as z from 'zod'
import {endpoint} from '../operation/endpoint.js'

/** Whether the server is well, and its version. 503 with the same body when it is not, which is an answer and not tried again. */
export const get = endpoint({
  method: 'GET',
  path: '/api/public/health',
  scope: 'none',
  idempotent: () => false,
  limits: {rate: 'not limited'},
  params: {},
  query: z.object({
    failIfDatabaseUnavailable: z.boolean().describe('Also look whether the database answers').optional(),
    failIfNoRecentEvents: z.boolean().describe('Also ask for an event within the last 3 minutes').optional(),
  }),
  response: z.looseObject({status: z.string(), version: z.string()}),
})

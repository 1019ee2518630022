import * as z from 'zod'
import {isObject} from '../json/object.js'
import {endpoint} from '../operation/endpoint.js'

/** What a host turned out to be when it was asked for its version: a Langfuse server, one with web pages, or neither. */
export type Server = {version: string} | 'pages' | 'unknown'

/** Reads that from the answer of the health route, whatever its status: a server that is unwell names its version too. */
export function readServer(body: unknown): Server {
  if (typeof body === 'string' && /^\s*</.test(body)) return 'pages'
  return isObject(body) && typeof body.version === 'string' ? {version: body.version} : 'unknown'
}

/** Whether the server is well, and its version. 503 with the same body when it is not, which is an answer and not tried again. */
export const get = endpoint({
  method: 'GET',
  path: '/api/public/health',
  scope: 'none',
  idempotent: () => false,
  limits: {rate: 'none'},
  params: {},
  query: z.object({
    failIfDatabaseUnavailable: z.boolean().describe('Also look whether the database answers').optional(),
    failIfNoRecentEvents: z.boolean().describe('Also ask for an event within the last 3 minutes').optional(),
  }),
  response: z.looseObject({status: z.string(), version: z.string()}),
})

import * as z from 'zod'
import {environments} from '../../operation/common-params.js'
import {moment, time} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'
import {traceOfSession} from '../traces/endpoints.js'

const routes = defineRoutes({limits: {rate: 'public-api-legacy'}, serverVersion: 3})

/** A row of the list: a session begins with its first trace. */
export const session = z.looseObject({
  id: z.string(),
  createdAt: moment(),
  projectId: z.string().nullish(),
  environment: z.string().nullish(),
})

/** Newest first. */
export const list = routes.list('/api/public/sessions', {
  query: z.object({
    fromTimestamp: time('Only sessions that began at or after this time').optional(),
    toTimestamp: time('Only sessions that began before this time').optional(),
    environment: environments(),
  }),
  paging: 'page',
  item: session,
})

/** With all its traces in one answer, without their observations and scores. */
export const get = routes.get('/api/public/sessions/{sessionId}', {
  params: {sessionId: {help: 'Id of the session', echo: 'id'}},
  response: session.extend({traces: z.array(traceOfSession)}),
})

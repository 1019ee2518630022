import * as z from 'zod'
import {environments, fieldGroups} from '../../operation/common-params.js'
import {filters, moment, time} from '../../operation/fields.js'
import {identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'
import {observation} from '../observations/endpoints.js'
import {tracesV1} from './columns.js'
import {orderBy} from './order.js'

const routes = defineRoutes({limits: {rate: 'public-api-legacy'}, serverVersion: 3})
const deletion = defineRoutes({
  limits: {rate: 'trace-delete'},
})
const traceId = {help: 'Id of the trace', echo: 'id'}
const fields = fieldGroups(
  ['core', 'io', 'scores', 'observations', 'metrics'],
  'Groups of fields (all; cost and latency are -1 without metrics)',
)

const base = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  timestamp: moment(),
  environment: z.string().nullish(),
  userId: z.string().nullish(),
  sessionId: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  release: z.string().nullish(),
  version: z.string().nullish(),
  public: z.boolean().nullish(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  metadata: z.unknown().optional(),
  projectId: z.string().nullish(),
  externalId: z.string().nullish(),
  bookmarked: z.boolean().nullish(),
  createdAt: moment().nullish(),
  updatedAt: moment().nullish(),
})

/** A trace as a session carries it: alone. */
export const traceOfSession = base

/** A row of the list: observations and scores by their ids. */
export const traceSummary = base.extend({
  totalCost: z.number().nullish(),
  latency: z.number().nullish(),
  observations: z.array(z.string()).nullish(),
  scores: z.array(z.string()).nullish(),
  htmlPath: z.string().nullish(),
})

/** One trace with all that belongs to it. Cost in US dollars, latency in seconds. */
export const trace = base.extend({
  totalCost: z.number().nullish(),
  latency: z.number().nullish(),
  observations: z.array(observation).nullish(),
  scores: z.array(z.looseObject({id: z.string(), name: z.string()})).nullish(),
  htmlPath: z.string().nullish(),
})

/** Newest first. */
export const list = routes.list('/api/public/traces', {
  query: z.object({
    name: z.string().describe('Only traces of exactly this name').optional(),
    userId: z.string().describe('Only traces of this user').optional(),
    sessionId: z.string().describe('Only traces of this session').optional(),
    tags: z.array(z.string()).describe('Only traces with this tag; several: with all of them').optional(),
    environment: environments(),
    version: z.string().describe('Only traces of this version of your program').optional(),
    release: z.string().describe('Only traces of this release of your program').optional(),
    fromTimestamp: time('Only traces at or after this time').optional(),
    toTimestamp: time('Only traces before this time').optional(),
    orderBy,
    fields,
    filter: filters(tracesV1),
  }),
  paging: 'page',
  item: traceSummary,
})

/** With all observations and scores. */
export const get = routes.get('/api/public/traces/{traceId}', {
  params: {traceId},
  query: z.object({fields}),
  response: trace,
})

/** Queued; unknown ids are accepted too. */
export const remove = deletion.delete('/api/public/traces/{traceId}', {
  params: {traceId: {...traceId, unverified: true}},
  response: z.looseObject({message: z.string()}),
})

/** Queued. One call counts once; 1,000 ids are allowed, but so many at once can fail and delete nothing. */
export const removeMany = deletion.delete('/api/public/traces', {
  body: z.strictObject({traceIds: z.array(identifier('Id')).min(1).max(1000).describe('Id of a trace')}),
  response: z.looseObject({message: z.string()}),
})

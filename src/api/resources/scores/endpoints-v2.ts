import * as z from 'zod'
import {filters, moment} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'
import {scoresV2} from './columns.js'
import {DATA_TYPES, window} from './endpoints.js'

const routes = defineRoutes({limits: {rate: 'public-api'}, serverVersion: 3})

/** A score as v2 gives it: numbers in value, everything else in stringValue. */
export const score = z.looseObject({
  id: z.string(),
  name: z.string(),
  value: z.number().nullish(),
  stringValue: z.string().nullish(),
  dataType: z.string(),
  source: z.string(),
  environment: z.string().nullish(),
  timestamp: moment(),
  comment: z.string().nullish(),
  metadata: z.unknown().optional(),
  traceId: z.string().nullish(),
  observationId: z.string().nullish(),
  sessionId: z.string().nullish(),
  datasetRunId: z.string().nullish(),
  configId: z.string().nullish(),
  queueId: z.string().nullish(),
  authorUserId: z.string().nullish(),
  executionTraceId: z.string().nullish(),
  projectId: z.string().nullish(),
  createdAt: moment().nullish(),
  updatedAt: moment().nullish(),
  trace: z.unknown().optional(),
})

/** The list of older servers, which knows the users and tags of traces. */
export const list = routes.list('/api/public/v2/scores', {
  query: z.object({
    ...window,
    userId: z.string().describe('Only scores of traces of this user').optional(),
    traceTags: z.array(z.string()).describe('Only scores of traces that have this tag').optional(),
    name: z.string().describe('Only scores of this name').optional(),
    environment: z.array(z.string()).describe('Only of this environment').optional(),
    source: z.enum(['API', 'EVAL', 'ANNOTATION']).describe('Only from this source').optional(),
    operator: z.string().describe('How --value compares: <, >, <=, >=, !=, =').optional(),
    value: z.number().describe('Only values that compare so; needs --operator').optional(),
    scoreIds: z.string().describe('Only scores of these ids, with commas').optional(),
    configId: z.string().describe('Only scores of this score config').optional(),
    sessionId: z.string().describe('Only scores of this session').optional(),
    datasetRunId: z.string().describe('Only scores of this dataset run').optional(),
    traceId: z.string().describe('Only scores of this trace').optional(),
    observationId: z.string().describe('Only scores of these observations, with commas').optional(),
    queueId: z.string().describe('Only scores from this annotation queue').optional(),
    dataType: z.enum(DATA_TYPES).describe('Only of this data type').optional(),
    fields: z.string().describe('score, trace, or both with a comma').optional(),
    filter: filters(scoresV2),
  }),
  paging: 'page',
  item: score,
})

/** One score of older servers. */
export const get = routes.get('/api/public/v2/scores/{scoreId}', {
  params: {scoreId: {help: 'Id of the score'}},
  response: score,
})

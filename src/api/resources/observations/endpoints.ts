import * as z from 'zod'
import {environments, fieldGroups} from '../../operation/common-params.js'
import {filters, moment, oneOf, time} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'
import {observationsV1, observationsV2} from './columns.js'
import {GROUPS_V2} from './normalize.js'

const v1 = defineRoutes({limits: {rate: 'public-api-legacy'}, serverVersion: 3})
const v2 = defineRoutes({limits: {rate: 'public-api', since: '3.133'}, serverVersion: 4})

const TYPES = [
  'GENERATION',
  'SPAN',
  'EVENT',
  'AGENT',
  'TOOL',
  'CHAIN',
  'RETRIEVER',
  'EVALUATOR',
  'EMBEDDING',
  'GUARDRAIL',
]

const text = z.string().nullish()
const number = z.number().nullish()
const truth = z.boolean().nullish()
const price = z.union([z.string(), z.number()]).nullish()

/** What a trace is made of: a span, a generation, an event. */
export const observation = z.looseObject({
  id: z.string(),
  traceId: z.string().nullish(),
  type: z.string(),
  name: z.string().nullish(),
  startTime: moment(),
  endTime: moment().nullish(),
  parentObservationId: z.string().nullish(),
  level: z.string(),
  statusMessage: z.string().nullish(),
  environment: z.string().nullish(),
  version: z.string().nullish(),
  model: z.string().nullish(),
  modelParameters: z.unknown().optional(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  metadata: z.unknown().optional(),
  usageDetails: z.unknown().optional(),
  costDetails: z.unknown().optional(),
  calculatedTotalCost: z.number().nullish(),
  latency: z.number().nullish(),
  timeToFirstToken: z.number().nullish(),
  promptId: text,
  promptName: text,
  promptVersion: number,
  completionStartTime: moment().nullish(),
  createdAt: moment().nullish(),
  updatedAt: moment().nullish(),
  projectId: text,
  modelId: text,
  inputPrice: number,
  outputPrice: number,
  totalPrice: number,
  calculatedInputCost: number,
  calculatedOutputCost: number,
  usagePricingTierId: text,
  usagePricingTierName: text,
  unit: text,
  promptTokens: number,
  completionTokens: number,
  totalTokens: number,
  usage: z.unknown().optional(),
})

/** A row of `v2/observations`: only the groups that were asked for; "" where nothing is. */
export const observationV2 = z.looseObject({
  id: z.string(),
  traceId: text,
  type: text,
  name: text,
  startTime: moment(),
  endTime: text,
  parentObservationId: text,
  projectId: text,
  level: text,
  statusMessage: text,
  version: text,
  environment: text,
  userId: text,
  sessionId: text,
  isRootObservation: truth,
  bookmarked: truth,
  public: truth,
  completionStartTime: text,
  createdAt: text,
  updatedAt: text,
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  metadata: z.unknown().optional(),
  model: text,
  modelId: text,
  internalModelId: text,
  modelParameters: z.unknown().optional(),
  inputPrice: price,
  outputPrice: price,
  totalPrice: price,
  usageDetails: z.unknown().optional(),
  inputUsage: number,
  outputUsage: number,
  totalUsage: number,
  costDetails: z.unknown().optional(),
  inputCost: number,
  outputCost: number,
  totalCost: number,
  usagePricingTierId: text,
  usagePricingTierName: text,
  promptId: text,
  promptName: text,
  promptVersion: number,
  latency: number,
  timeToFirstToken: number,
  traceName: text,
  release: text,
  tags: z.array(z.string()).nullish(),
})

const query = z.object({
  traceId: z.string().describe('Only those of this trace').optional(),
  name: z.string().describe('Only those of exactly this name').optional(),
  type: oneOf('Only this type: GENERATION, SPAN, EVENT, AGENT, TOOL …', TYPES).optional(),
  level: z.enum(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR']).describe('Only this level').optional(),
  userId: z.string().describe("Only those of this user's traces").optional(),
  parentObservationId: z.string().describe('Only the children of this observation').optional(),
  environment: environments(),
  version: z.string().describe('Only those of this version of your program').optional(),
  fromStartTime: time('Only those that began at or after this time').optional(),
  toStartTime: time('Only those that began before this time').optional(),
  filter: filters(observationsV1),
})

/** Newest first. */
export const list = v1.list('/api/public/observations', {query, paging: 'page', item: observation})

/** Newest first, without totals. Servers take any group of fields but drop the unknown ones. */
export const listV2 = v2.list('/api/public/v2/observations', {
  query: query.extend({
    filter: filters(observationsV2),
    sessionId: z.string().describe('Only those of this session').optional(),
    isRootObservation: z.boolean().describe('Only roots of traces, or only what is none').optional(),
    fields: fieldGroups(GROUPS_V2, 'Groups of fields (core,basic)'),
    expandMetadata: z
      .string()
      .describe('Keys of metadata to give whole, with commas; other values are cut to 200 characters')
      .optional(),
    parseIoAsJson: z
      .boolean()
      .refine((value) => !value, 'is no longer supported: input and output always come as text')
      .describe('Deprecated: input and output always come as text')
      .optional(),
  }),
  paging: 'cursor',
  maxPageSize: 1000,
  item: observationV2,
})

export const get = v1.get('/api/public/observations/{observationId}', {
  params: {observationId: {help: 'Id of the observation', echo: 'id'}},
  query: z.object({
    startTime: time('When it began, if you know it: the server finds it faster (from 4.35 on)').optional(),
  }),
  response: observation,
})

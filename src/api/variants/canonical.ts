import * as z from 'zod'
import {moment} from '../operation/fields.js'

const word = z.string().nullable()
const number = z.number().nullable()
const anything = z.unknown()
const truth = z.boolean().nullable()

/** A score of any route. `value` is a number, a boolean or text, as `dataType` says. */
export const score = z.looseObject({
  id: z.string(),
  name: z.string(),
  value: z.union([z.number(), z.boolean(), z.string()]).nullable(),
  dataType: z.string(),
  source: z.string(),
  timestamp: moment(),
  environment: word,
  comment: word,
  metadata: anything,
  traceId: word,
  observationId: word,
  sessionId: word,
  experimentId: word,
  configId: word,
  queueId: word,
  authorUserId: word,
  createdAt: moment(),
  updatedAt: moment(),
  projectId: word,
  executionTraceId: word,
})

/** A span, generation or event. `latency` and `timeToFirstToken` in seconds, costs and prices in US dollars. */
export const observation = z.looseObject({
  id: z.string(),
  traceId: word,
  parentObservationId: word,
  type: z.string(),
  name: word,
  startTime: moment(),
  endTime: moment().nullable(),
  completionStartTime: moment().nullable(),
  level: word,
  statusMessage: word,
  environment: word,
  version: word,
  userId: word,
  sessionId: word,
  model: word,
  modelParameters: anything,
  input: anything,
  output: anything,
  metadata: anything,
  usageDetails: anything,
  costDetails: anything,
  totalCost: number,
  inputPrice: number,
  outputPrice: number,
  totalPrice: number,
  latency: number,
  timeToFirstToken: number,
  promptId: word,
  promptName: word,
  promptVersion: number,
  inputUsage: number,
  outputUsage: number,
  totalUsage: number,
  inputCost: number,
  outputCost: number,
  modelId: word,
  usagePricingTierId: word,
  usagePricingTierName: word,
  traceName: word,
  tags: z.array(z.string()).nullable(),
  release: word,
  public: truth,
  bookmarked: truth,
  isRootObservation: truth,
  projectId: word,
  createdAt: moment().nullable(),
  updatedAt: moment().nullable(),
})

const traceCore = {
  id: z.string(),
  timestamp: moment(),
  name: word,
  userId: word,
  sessionId: word,
  tags: z.array(z.string()),
  release: word,
  version: word,
  environment: word,
  public: truth,
  input: anything,
  output: anything,
  metadata: anything,
  latency: number,
  totalCost: number,
  bookmarked: truth,
  projectId: word,
  externalId: word,
  htmlPath: word,
  createdAt: moment().nullable(),
  updatedAt: moment().nullable(),
}

/** A row of `traces list`: observations and scores by their ids; of servers that list roots, those. `latency` in seconds, `totalCost` in US dollars. */
export const traceRow = z.looseObject({
  ...traceCore,
  observations: z.array(z.string()).nullable(),
  scores: z.array(z.string()).nullable(),
  roots: z.array(z.looseObject({})).nullable(),
})

/** One trace with all that belongs to it. */
export const trace = z.looseObject({
  ...traceCore,
  observations: z.array(observation).nullable(),
  scores: z.array(score).nullable(),
})

/** A row of `sessions list`. A server tells when a session began, or when something last happened in it. */
export const sessionRow = z.looseObject({
  id: z.string(),
  createdAt: moment().nullable(),
  lastActivityAt: moment().nullable(),
  environment: word,
  projectId: word,
})

/** A session with its traces, without their observations and scores. */
export const session = sessionRow.extend({traces: z.array(traceRow)})

/** A run over a dataset; on newer servers an experiment. */
export const run = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: word,
  metadata: anything,
  datasetId: word,
  datasetName: word,
  itemCount: number,
  createdAt: moment().nullable(),
  updatedAt: moment().nullable(),
  endTime: moment().nullable(),
  scores: anything,
})

/** What links a trace to a dataset item within a run. */
export const runItem = z.looseObject({
  id: z.string(),
  datasetRunId: z.string(),
  datasetRunName: z.string(),
  datasetItemId: z.string(),
  traceId: z.string(),
  observationId: word,
  createdAt: moment().nullable(),
  updatedAt: moment().nullable(),
  endTime: moment().nullable(),
  level: word,
  environment: word,
})

/** A run with all its items. */
export const runWithItems = run.extend({datasetRunItems: z.array(runItem)})

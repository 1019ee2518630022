import * as z from 'zod'
import {ApiError, type Call, type Reply} from '../../http/call.js'
import {anyJson, check} from '../../http/validation.js'
import type {ScoreConfigRow, ScoreRow} from '../../store/rows.js'
import type {Store} from '../../store/store.js'

/** What the value of a score can be. */
export const DATA_TYPES = ['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT', 'CORRECTION'] as const

const target = ['traceId', 'sessionId', 'datasetRunId', 'observationId']
const createBody = z
  .object({
    id: z.string().nullish(),
    name: z.string(),
    value: z.union([z.number(), z.string()]),
    dataType: z.enum(DATA_TYPES).optional(),
    traceId: z.string().nullish(),
    observationId: z.string().nullish(),
    sessionId: z.string().nullish(),
    datasetRunId: z.string().nullish(),
    comment: z.string().nullish(),
    metadata: anyJson.optional(),
    environment: z.string().optional(),
    configId: z.string().nullish(),
    queueId: z.string().nullish(),
    source: z.enum(['API', 'ANNOTATION']).optional(),
  })
  .refine(({traceId, sessionId, datasetRunId}) => [traceId, sessionId, datasetRunId].filter(Boolean).length === 1, {
    path: target,
    message:
      'Provide exactly one of the following: traceId (with optional observationId), sessionId or datasetRunId. ObservationId requires traceId.',
  })
  .refine(({dataType, value}) => dataType !== 'BOOLEAN' || value === 0 || value === 1, {
    path: ['value'],
    message: 'Value must be a number equal to either 0 or 1 for data type BOOLEAN',
  })
  .superRefine(({dataType, value}, context) => {
    const wanted = dataType === 'NUMERIC' ? 'number' : dataType && dataType !== 'BOOLEAN' ? 'string' : typeof value
    if (typeof value === wanted) return
    const message = `Invalid input: expected ${wanted}, received ${typeof value}`
    context.addIssue({expected: wanted as 'number', code: 'invalid_type', path: ['value'], message, input: value})
  })

function refuseText(body: unknown): void {
  if (typeof body === 'object') return
  const issue = {path: [], message: `Invalid input: expected object, received ${typeof body}`}
  throw new ApiError(400, {
    message: 'Invalid request data',
    error: [
      {expected: 'object', code: 'invalid_type', ...issue},
      {code: 'invalid_type', expected: 'object', ...issue},
    ],
  })
}

/** Whether the worker stores a score; it drops what does not fit the config, without a word. */
function fits(config: ScoreConfigRow | undefined, given: z.output<typeof createBody>): boolean {
  if (!config || config.isArchived || (given.dataType && given.dataType !== config.dataType)) return false
  const {value} = given
  if (config.dataType === 'CATEGORICAL') return config.categories?.some(({label}) => label === value) ?? false
  if (config.dataType === 'TEXT') return typeof value === 'string'
  if (typeof value !== 'number') return false
  return value >= (config.minValue ?? -Infinity) && value <= (config.maxValue ?? Infinity)
}

/** Writes a score, as `POST /scores` and its worker do; the id is given back even when it was dropped. */
export function createScore(store: Store, body: unknown): string {
  refuseText(body)
  const given = check(createBody, body)
  const id = given.id || store.uuid()
  const config = given.configId ? store.scoreConfigs.get(given.configId) : undefined
  if (given.configId && !fits(config, given)) return id
  const now = store.stamp()
  const inferred = typeof given.value === 'number' ? 'NUMERIC' : 'CATEGORICAL'
  const row: ScoreRow = {
    id,
    name: given.dataType === 'CORRECTION' ? 'output' : (config?.name ?? given.name),
    value: given.value,
    dataType: given.dataType ?? config?.dataType ?? inferred,
    source: given.source ?? 'API',
    environment: environmentOf(given.environment),
    comment: given.comment ?? null,
    metadata: given.metadata ?? {},
    configId: given.configId ?? null,
    queueId: given.queueId ?? null,
    traceId: given.traceId ?? null,
    observationId: given.observationId ?? null,
    sessionId: given.sessionId ?? null,
    datasetRunId: given.datasetRunId ?? null,
    timestamp: now,
    createdAt: store.scores.get(id)?.createdAt ?? now,
    updatedAt: now,
  }
  store.scores.set(id, row)
  return id
}

function environmentOf(text = 'default'): string {
  const lower = text.toLowerCase()
  return /^(?!langfuse)[a-z0-9_-]{1,40}$/.test(lower) ? lower : 'default'
}

/** `POST /scores`. */
export function create({store, body}: Call): Reply {
  return {status: 200, body: {id: createScore(store, body)}}
}

/** `DELETE /scores/{id}`, which promises the same for unknown ids. */
export function remove({store, params}: Call): Reply {
  store.scores.delete(params.id ?? '')
  return {status: 202, body: {message: 'Score deletion queued successfully'}}
}

import * as z from 'zod'
import {ApiError, ok} from '../../http/call.js'
import {legacy, op, type Routes} from '../../http/router.js'
import {anyJson, check} from '../../http/validation.js'
import {isObject, type Json} from '../../store/json.js'
import type {Store} from '../../store/store.js'
import type {ScoreRow} from '../../store/trace-rows.js'
import {scoreConfigs} from './score-configs.js'

/** What the value of a score can be. */
export const DATA_TYPES = ['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT', 'CORRECTION'] as const

function subjects({traceId, sessionId, datasetRunId}: {[name: string]: unknown}): number {
  return [traceId, sessionId, datasetRunId].filter(Boolean).length
}

const idOrNull = z.string().nullable().default(null)
/** A score as it is sent, in a request of its own or as the body of an event. */
export const newScore = z
  .object({
    id: z.string().nullish(),
    name: z.string(),
    value: z.union([z.number(), z.string()]),
    dataType: z.enum(DATA_TYPES).optional(),
    source: z.enum(['API', 'EVAL', 'ANNOTATION']).default('API'),
    environment: z.string().default('default'),
    comment: z.string().nullable().default(null),
    metadata: anyJson.optional(),
    configId: idOrNull,
    queueId: idOrNull,
    traceId: idOrNull,
    observationId: idOrNull,
    sessionId: idOrNull,
    datasetRunId: idOrNull,
  })
  .refine((body) => subjects(body) === 1 && (!body.observationId || Boolean(body.traceId)), {
    path: ['traceId', 'sessionId', 'datasetRunId', 'observationId'],
    message:
      'Provide exactly one of the following: traceId (with optional observationId), sessionId or datasetRunId. ObservationId requires traceId.',
  })
  .refine(({dataType, value}) => dataType !== 'BOOLEAN' || value === 0 || value === 1, {
    path: ['value'],
    message: 'Value must be a number equal to either 0 or 1 for data type BOOLEAN',
  })
  .superRefine(({dataType, value}, context) => {
    if (dataType === 'TEXT' && typeof value === 'string' && (value === '' || value.length > 500)) {
      context.addIssue({
        code: 'custom',
        path: ['value'],
        message: 'Text score value must be between 1 and 500 characters',
      })
    }
    if (dataType === undefined || dataType === 'BOOLEAN') return
    const expected = dataType === 'NUMERIC' ? 'number' : 'string'
    if (typeof value === expected) return
    const message = `Invalid input: expected ${expected}, received ${typeof value}`
    context.addIssue({expected, code: 'invalid_type', path: ['value'], message, input: value})
  })

/** Scores of source EVAL come in batches alone. */
const ofRequest = newScore.refine(({source}) => source !== 'EVAL', {path: ['source'], message: 'Invalid input'})

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

/** Whether the worker stores a score; it drops silently what does not fit the config. */
function fits(store: Store, {configId, dataType, source, value}: z.output<typeof newScore>): boolean {
  if (!configId) return source !== 'ANNOTATION' || dataType === 'CORRECTION'
  const config = scoreConfigs.rows(store).get(configId)
  if (!config || config.isArchived || (dataType && dataType !== config.dataType)) return false
  if (config.dataType === 'CATEGORICAL') return config.categories?.some(({label}) => label === value) ?? false
  if (config.dataType === 'TEXT') return typeof value === 'string'
  if (typeof value !== 'number') return false
  return value >= (config.minValue ?? -Infinity) && value <= (config.maxValue ?? Infinity)
}

/** Metadata has keys: what is no object is kept as text, under one of them. */
function withKeys(metadata: Json = {}): Json {
  if (metadata === null || isObject(metadata)) return metadata ?? {}
  return {metadata: typeof metadata === 'string' ? metadata : JSON.stringify(metadata)}
}

/** Writes a score, as `POST /scores` and its worker do; the id is given back even when it was dropped. */
export function createScore(store: Store, body: unknown, schema = newScore): string {
  refuseText(body)
  const given = check(schema, body)
  const id = given.id || store.uuid()
  if (!fits(store, given)) return id
  const config = scoreConfigs.rows(store).get(given.configId ?? '')
  const {createdAt, updatedAt} = store.dates()
  const inferred = typeof given.value === 'number' ? 'NUMERIC' : 'CATEGORICAL'
  const row: ScoreRow = {
    ...given,
    id,
    name: given.dataType === 'CORRECTION' ? 'output' : (config?.name ?? given.name),
    dataType: given.dataType ?? config?.dataType ?? inferred,
    environment: environmentOf(given.environment),
    metadata: withKeys(given.metadata),
    timestamp: updatedAt,
    createdAt: store.scores.get(id)?.createdAt ?? createdAt,
    updatedAt,
  }
  store.scores.set(id, row)
  return id
}

/** The environment that a server makes of a text: without capitals, or `default` where it is none. */
export function environmentOf(text: string): string {
  const lower = text.toLowerCase()
  return /^(?!langfuse)[a-z0-9_-]{1,40}$/.test(lower) ? lower : 'default'
}

/** A score is written at once; a delete promises the same for unknown ids. */
export const scoreRoutes: Routes = {
  '/scores': {
    GET: legacy(() => ok({data: [], meta: {page: 1, limit: 50, totalItems: 0, totalPages: 0}})),
    POST: op(({store, body}) => ok({id: createScore(store, body, ofRequest)}), 'scores'),
  },
  '/scores/{id}': {
    DELETE: op(({store, params}) => {
      store.scores.delete(params.id ?? '')
      return {status: 202, body: {message: 'Score deletion queued successfully'}}
    }),
  },
}

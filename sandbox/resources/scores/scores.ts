import * as z from 'zod'
import {ApiError, ok} from '../../http/call.js'
import {legacy, op, type Routes} from '../../http/router.js'
import {anyJson, check} from '../../http/validation.js'
import type {Store} from '../../store/store.js'
import type {ScoreRow} from '../../store/trace-rows.js'
import {type ScoreConfigRow, scoreConfigs} from './score-configs.js'

/** What the value of a score can be. */
export const DATA_TYPES = ['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT', 'CORRECTION'] as const

const idOrNull = z.string().nullable().default(null)
const createBody = z
  .object({
    id: z.string().nullish(),
    name: z.string(),
    value: z.union([z.number(), z.string()]),
    dataType: z.enum(DATA_TYPES).optional(),
    source: z.enum(['API', 'ANNOTATION']).default('API'),
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
  .refine(({traceId, sessionId, datasetRunId}) => [traceId, sessionId, datasetRunId].filter(Boolean).length === 1, {
    path: ['traceId', 'sessionId', 'datasetRunId', 'observationId'],
    message:
      'Provide exactly one of the following: traceId (with optional observationId), sessionId or datasetRunId. ObservationId requires traceId.',
  })
  .refine(({dataType, value}) => dataType !== 'BOOLEAN' || value === 0 || value === 1, {
    path: ['value'],
    message: 'Value must be a number equal to either 0 or 1 for data type BOOLEAN',
  })
  .superRefine(({dataType, value}, context) => {
    if (dataType === undefined || dataType === 'BOOLEAN') return
    const expected = dataType === 'NUMERIC' ? 'number' : 'string'
    if (typeof value === expected) return
    const message = `Invalid input: expected ${expected}, received ${typeof value}`
    context.addIssue({expected, code: 'invalid_type', path: ['value'], message, input: value})
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
function fits(config: ScoreConfigRow | undefined, {dataType, value}: z.output<typeof createBody>): boolean {
  if (!config || config.isArchived || (dataType && dataType !== config.dataType)) return false
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
  const config = given.configId ? scoreConfigs.rows(store).get(given.configId) : undefined
  if (given.configId && !fits(config, given)) return id
  const {createdAt, updatedAt} = store.dates()
  const inferred = typeof given.value === 'number' ? 'NUMERIC' : 'CATEGORICAL'
  const row: ScoreRow = {
    ...given,
    id,
    name: given.dataType === 'CORRECTION' ? 'output' : (config?.name ?? given.name),
    dataType: given.dataType ?? config?.dataType ?? inferred,
    environment: environmentOf(given.environment),
    metadata: given.metadata ?? {},
    timestamp: updatedAt,
    createdAt: store.scores.get(id)?.createdAt ?? createdAt,
    updatedAt,
  }
  store.scores.set(id, row)
  return id
}

function environmentOf(text: string): string {
  const lower = text.toLowerCase()
  return /^(?!langfuse)[a-z0-9_-]{1,40}$/.test(lower) ? lower : 'default'
}

/** A score is written at once; a delete promises the same for unknown ids. */
export const scoreRoutes: Routes = {
  '/scores': {
    GET: legacy(() => ok({data: [], meta: {page: 1, limit: 50, totalItems: 0, totalPages: 0}})),
    POST: op(({store, body}) => ok({id: createScore(store, body)}), 'scores'),
  },
  '/scores/{id}': {
    DELETE: op(({store, params}) => {
      store.scores.delete(params.id ?? '')
      return {status: 202, body: {message: 'Score deletion queued successfully'}}
    }),
  },
}

import * as z from 'zod'
import {type Call, notFound, type Reply} from '../http/call.js'
import {check, meta, paging, strictDate} from '../http/validation.js'
import {newestFirst} from '../resources/scores/scores-v3.js'
import type {ScoreRow} from '../store/rows.js'
import type {Json, Store} from '../store/store.js'

const many = z.union([z.array(z.string()), z.string().transform((text) => text.split(','))])
const listQuery = z.object({
  ...paging,
  name: z.string().optional(),
  userId: z.string().optional(),
  traceId: z.string().optional(),
  sessionId: z.string().optional(),
  datasetRunId: z.string().optional(),
  configId: z.string().optional(),
  queueId: z.string().optional(),
  dataType: z.enum(['NUMERIC', 'CATEGORICAL', 'BOOLEAN', 'CORRECTION', 'TEXT']).optional(),
  source: z.enum(['API', 'EVAL', 'ANNOTATION']).optional(),
  environment: many.optional(),
  traceTags: many.optional(),
  operator: z.enum(['<', '>', '<=', '>=', '!=', '=']).optional(),
  value: z.coerce.number().optional(),
  fields: z.string().optional(),
  fromTimestamp: strictDate,
  toTimestamp: strictDate,
})

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '!=': (a, b) => a !== b,
  '=': (a, b) => a === b,
}

function matches(store: Store, row: ScoreRow, query: z.output<typeof listQuery>): boolean {
  const trace = store.traces.get(row.traceId ?? '')
  const {operator, value, environment, traceTags, userId, fromTimestamp, toTimestamp} = query
  const compare = operator && COMPARE[operator]
  const exact = ['name', 'traceId', 'sessionId', 'datasetRunId', 'configId', 'queueId', 'dataType', 'source'] as const
  return (
    exact.every((name) => query[name] === undefined || query[name] === row[name]) &&
    (environment === undefined || environment.includes(row.environment)) &&
    (userId === undefined || trace?.userId === userId) &&
    (traceTags === undefined || traceTags.every((tag) => trace?.tags.includes(tag))) &&
    (compare === undefined || value === undefined || compare(Number(row.value), value)) &&
    (fromTimestamp === undefined || Date.parse(row.timestamp) >= Date.parse(fromTimestamp)) &&
    (toTimestamp === undefined || Date.parse(row.timestamp) < Date.parse(toTimestamp))
  )
}

function numberOf(store: Store, row: ScoreRow): {value?: number} {
  if (row.dataType === 'TEXT') return {}
  if (typeof row.value === 'number') return {value: row.value}
  const categories = store.scoreConfigs.get(row.configId ?? '')?.categories
  return {value: categories?.find(({label}) => label === row.value)?.value ?? 0}
}

function textOf({dataType, value}: ScoreRow): string | null {
  if (dataType === 'BOOLEAN') return value === 1 ? 'True' : 'False'
  return typeof value === 'string' ? value : null
}

/** A score as `v2/scores` shows it. */
export function shownScore(store: Store, row: ScoreRow): Record<string, Json> {
  const {id, environment, name, source, comment, metadata, configId, queueId, createdAt, updatedAt, timestamp} = row
  const {traceId, observationId, sessionId, datasetRunId, dataType} = row
  return {
    ...{id, projectId: store.project.id, environment, name, ...numberOf(store, row), source, authorUserId: null},
    ...{comment, metadata, configId, queueId, executionTraceId: null, createdAt, updatedAt, timestamp},
    ...{traceId, observationId, sessionId, datasetRunId, stringValue: textOf(row), dataType},
  }
}

function traceOf(store: Store, {traceId}: ScoreRow): Record<string, unknown> | null {
  const trace = store.traces.get(traceId ?? '')
  if (!trace) return null
  const {userId, tags, environment, sessionId} = trace
  return {userId, tags, environment, sessionId}
}

/** `GET /v2/scores`. */
export function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const {page, limit} = given
  const rows = newestFirst(store).filter((row) => matches(store, row, given))
  const withTrace = given.fields?.split(',').includes('trace') ?? true
  const data = rows.slice((page - 1) * limit, page * limit).map((row) => ({
    ...shownScore(store, row),
    trace: withTrace ? traceOf(store, row) : null,
  }))
  return {status: 200, body: {data, meta: meta(page, limit, rows.length)}}
}

/** `GET /v2/scores/{id}`. */
export function get({store, params}: Call): Reply {
  const row = store.scores.get(params.id ?? '')
  if (!row) throw notFound('Score not found')
  return {status: 200, body: shownScore(store, row)}
}

import * as z from 'zod'
import {type Columns, having, readFilter, within} from '../filter/filter.js'
import {type Call, notFound, ok, type Reply} from '../http/call.js'
import {pageOf, paging} from '../http/paging.js'
import {legacy, type Routes} from '../http/router.js'
import {check, several, strictDate} from '../http/validation.js'
import {scoreConfigs} from '../resources/scores/score-configs.js'
import type {Store} from '../store/store.js'
import type {ScoreRow} from '../store/trace-rows.js'
import {newestScores} from '../store/traces.js'

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '!=': (a, b) => a !== b,
  '=': (a, b) => a === b,
}

const text = z.string().optional()
const exact = z.object({
  name: text,
  traceId: text,
  sessionId: text,
  datasetRunId: text,
  configId: text,
  queueId: text,
  dataType: z.enum(['NUMERIC', 'CATEGORICAL', 'BOOLEAN', 'CORRECTION', 'TEXT']).optional(),
  source: z.enum(['API', 'EVAL', 'ANNOTATION']).optional(),
  environment: several,
})
const listQuery = exact.extend({
  ...paging,
  userId: text,
  traceTags: several,
  operator: z.enum(Object.keys(COMPARE)).optional(),
  value: z.coerce.number().optional(),
  fields: text,
  filter: text,
  fromTimestamp: strictDate,
  toTimestamp: strictDate,
})

function numberOf(store: Store, row: ScoreRow): {value?: number} {
  if (row.dataType === 'TEXT') return {}
  if (typeof row.value === 'number') return {value: row.value}
  const categories = scoreConfigs.rows(store).get(row.configId ?? '')?.categories
  return {value: categories?.find(({label}) => label === row.value)?.value ?? 0}
}

function textOf({dataType, value}: ScoreRow): string | null {
  if (dataType === 'BOOLEAN') return value === 1 ? 'True' : 'False'
  return typeof value === 'string' ? value : null
}

/** A score within its trace. */
export function shownInTrace(store: Store, row: ScoreRow) {
  const {id, environment, name, source, comment, metadata, configId, queueId, createdAt, updatedAt, timestamp} = row
  const {traceId, observationId, dataType} = row
  return {
    id,
    projectId: store.project.id,
    environment,
    name,
    ...numberOf(store, row),
    source,
    authorUserId: null,
    comment,
    metadata,
    configId,
    queueId,
    executionTraceId: null,
    createdAt,
    updatedAt,
    timestamp,
    traceId,
    observationId,
    stringValue: textOf(row),
    dataType,
  }
}

const own = (name: keyof ScoreRow) => ({kind: 'text' as const, of: (row: ScoreRow) => row[name]})
const traceOfScore = (store: Store, {traceId}: ScoreRow) => store.traces.get(traceId ?? '')

/** What conditions may be about. */
const columns: Columns<ScoreRow> = {
  ...Object.fromEntries(
    (['id', 'name', 'source', 'dataType', 'environment', 'traceId', 'sessionId', 'observationId'] as const).map(
      (name) => [name, own(name)],
    ),
  ),
  value: {kind: 'number', of: (row) => (typeof row.value === 'number' ? row.value : null)},
  stringValue: {kind: 'text', of: textOf},
  timestamp: {kind: 'datetime', of: (row) => row.timestamp},
  metadata: {kind: 'object', of: (row) => row.metadata},
  userId: {kind: 'text', of: (row, store) => traceOfScore(store, row)?.userId},
  tags: {kind: 'list', of: (row, store) => traceOfScore(store, row)?.tags ?? []},
}

function shown(store: Store, row: ScoreRow) {
  const {stringValue, dataType, ...rest} = shownInTrace(store, row)
  const {sessionId, datasetRunId} = row
  return {...rest, sessionId, datasetRunId, stringValue, dataType}
}

function traceOf(store: Store, row: ScoreRow): object | null {
  const trace = traceOfScore(store, row)
  if (!trace) return null
  const {userId, tags, environment, sessionId} = trace
  return {userId, tags, environment, sessionId}
}

function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const {operator, value: wanted, traceTags, userId, fields} = given
  const compare = operator && COMPARE[operator]
  const isThen = within(given.fromTimestamp, given.toTimestamp)
  const {fits} = readFilter(given.filter, columns)
  const rows = newestScores(store)
    .filter(having(given, exact.keyof().options))
    .filter((row) => fits(row, store))
    .filter(({timestamp}) => isThen(timestamp))
    .filter((row) => userId === undefined || traceOfScore(store, row)?.userId === userId)
    .filter((row) => traceTags?.every((tag) => traceOfScore(store, row)?.tags.includes(tag)) ?? true)
    .filter(({value}) => !compare || wanted === undefined || compare(Number(value), wanted))
  const withTrace = fields?.split(',').includes('trace') ?? true
  return ok(pageOf(rows, given, (row) => ({...shown(store, row), trace: withTrace ? traceOf(store, row) : null})))
}

function get({store, params}: Call): Reply {
  const row = store.scores.get(params.id ?? '')
  if (!row) throw notFound('Score not found')
  return ok(shown(store, row))
}

/** Scores as the older of the two routes has them, newest first. */
export const scoreRoutesV2: Routes = {'/v2/scores': {GET: legacy(list)}, '/v2/scores/{id}': {GET: legacy(get)}}

import * as z from 'zod'
import {type Call, invalidRequest, type Reply} from '../../http/call.js'
import {check, paging} from '../../http/validation.js'
import type {ScoreRow} from '../../store/rows.js'
import type {Store} from '../../store/store.js'
import {DATA_TYPES} from './scores.js'

const FIELDS = ['core', 'details', 'subject', 'annotation'] as const

/** All scores, newest first. */
export function newestFirst(store: Store): ScoreRow[] {
  return [...store.scores.values()].sort((a, b) => (key(a) < key(b) ? 1 : -1))
}

function key({timestamp, id}: ScoreRow): string {
  return `${timestamp} ${id}`
}

const commas = z.string().transform((text) => text.split(','))
const upperCommas = commas.transform((words) => words.map((word) => word.toUpperCase()))
const number = z.coerce.number()
const listQuery = z
  .strictObject({
    limit: paging.limit,
    cursor: z.string().optional(),
    fields: z.preprocess((text) => String(text).split(','), z.array(z.enum(FIELDS))).optional(),
    dataType: upperCommas.pipe(z.array(z.enum(DATA_TYPES))).optional(),
    source: upperCommas.pipe(z.array(z.enum(['API', 'EVAL', 'ANNOTATION']))).optional(),
    id: commas.optional(),
    name: commas.optional(),
    environment: commas.optional(),
    configId: commas.optional(),
    queueId: commas.optional(),
    authorUserId: commas.optional(),
    traceId: commas.optional(),
    observationId: commas.optional(),
    sessionId: commas.optional(),
    experimentId: commas.optional(),
    value: commas.optional(),
    valueMin: number.optional(),
    valueMax: number.optional(),
    fromTimestamp: z.coerce.date().optional(),
    toTimestamp: z.coerce.date().optional(),
    userId: z.unknown().optional(),
    traceTags: z.unknown().optional(),
  })
  .superRefine((query, context) => {
    const refuse = (message: string) => context.addIssue({code: 'custom', message})
    for (const name of ['userId', 'traceTags'] as const) {
      if (query[name] === undefined) continue
      refuse(`${name} filter requires a trace JOIN and is not supported in v3 — use v2 or omit this filter`)
    }
    const only = query.dataType?.length === 1 ? query.dataType[0] : undefined
    if (query.value && !['NUMERIC', 'BOOLEAN', 'CATEGORICAL'].includes(only ?? ''))
      refuse('value filter requires a single dataType from: NUMERIC, BOOLEAN, CATEGORICAL')
  })

type Query = z.output<typeof listQuery>

function matches(row: ScoreRow, query: Query): boolean {
  const {id, name, environment, dataType, source, configId, queueId, traceId, observationId, sessionId} = query
  const wanted: [string[] | undefined, string | null][] = [
    [id, row.id],
    [name, row.name],
    [environment, row.environment],
    [dataType, row.dataType],
    [source, row.source],
    [configId, row.configId],
    [queueId, row.queueId],
    [traceId, row.traceId],
    [observationId, row.observationId],
    [sessionId, row.sessionId],
    [query.experimentId, row.datasetRunId],
    [query.authorUserId, null],
    [query.value, String(readValue(row))],
  ]
  const {valueMin = -Infinity, valueMax = Infinity, fromTimestamp, toTimestamp} = query
  const at = Date.parse(row.timestamp)
  return (
    wanted.every(([list, value]) => list === undefined || (value !== null && list.includes(value))) &&
    (typeof row.value !== 'number' || (row.value >= valueMin && row.value <= valueMax)) &&
    at >= (fromTimestamp?.getTime() ?? -Infinity) &&
    at < (toTimestamp?.getTime() ?? Infinity)
  )
}

/** The value as its type has it: true, 0.5, "good". */
export function readValue({dataType, value}: ScoreRow): boolean | number | string {
  return dataType === 'BOOLEAN' ? value === 1 : value
}

/** What a score is about. */
export function subjectOf({traceId, observationId, sessionId, datasetRunId}: ScoreRow): Record<string, string | null> {
  if (observationId) return {kind: 'observation', id: observationId, traceId}
  if (traceId) return {kind: 'trace', id: traceId}
  return sessionId ? {kind: 'session', id: sessionId} : {kind: 'experiment', id: datasetRunId}
}

function shown(projectId: string, row: ScoreRow, fields: readonly string[]): Record<string, unknown> {
  const {id, name, source, timestamp, environment, createdAt, updatedAt, comment, configId, metadata, queueId} = row
  return {
    ...{id, projectId, name, source, timestamp, environment, createdAt, updatedAt},
    ...(fields.includes('details') ? {comment, configId, metadata} : {}),
    ...(fields.includes('annotation') ? {authorUserId: null, queueId} : {}),
    ...(fields.includes('subject') ? {subject: subjectOf(row)} : {}),
    dataType: row.dataType,
    value: readValue(row),
  }
}

function placeOf(cursor: string): string {
  try {
    const {lastTimestamp, lastId} = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return `${lastTimestamp} ${lastId}`
  } catch {
    throw invalidRequest('Invalid cursor format')
  }
}

/** `GET /v3/scores`. */
export function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const after = given.cursor ? placeOf(given.cursor) : undefined
  const rest = newestFirst(store).filter((row) => matches(row, given) && (after === undefined || key(row) < after))
  const rows = rest.slice(0, given.limit)
  const last = rest.length > rows.length ? rows.at(-1) : undefined
  const place = last && JSON.stringify({v: 1, lastTimestamp: last.timestamp, lastId: last.id})
  const meta = {limit: given.limit, ...(place ? {cursor: Buffer.from(place).toString('base64url')} : {})}
  const data = rows.map((row) => shown(store.project.id, row, given.fields ?? []))
  return {status: 200, body: {data, meta}}
}

import * as z from 'zod'
import {having, within} from '../../filter/filter.js'
import {type Call, ok, type Reply} from '../../http/call.js'
import {cursorPaging, pageAfter} from '../../http/paging.js'
import {op, type Routes} from '../../http/router.js'
import {check, commas} from '../../http/validation.js'
import type {ScoreRow} from '../../store/trace-rows.js'
import {newestScores} from '../../store/traces.js'
import {DATA_TYPES} from './scores.js'

const FIELDS = ['core', 'details', 'subject', 'annotation'] as const
const upperCommas = commas.transform((words) => words.map((word) => word.toUpperCase()))
const list_ = commas.optional()
const number = z.coerce.number().optional()
const date = z.coerce
  .date()
  .transform((given) => given.toISOString())
  .optional()
const exact = z.object({
  id: list_,
  name: list_,
  environment: list_,
  dataType: upperCommas.pipe(z.array(z.enum(DATA_TYPES))).optional(),
  source: upperCommas.pipe(z.array(z.enum(['API', 'EVAL', 'ANNOTATION']))).optional(),
  configId: list_,
  queueId: list_,
  authorUserId: list_,
  traceId: list_,
  observationId: list_,
  sessionId: list_,
  experimentId: list_,
  value: list_,
})
const listQuery = exact
  .extend({
    ...cursorPaging,
    fields: z.preprocess((text) => String(text).split(','), z.array(z.enum(FIELDS))).optional(),
    valueMin: number,
    valueMax: number,
    fromTimestamp: date,
    toTimestamp: date,
    userId: z.unknown().optional(),
    traceTags: z.unknown().optional(),
  })
  .strict()
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

function shown(projectId: string, row: ScoreRow, fields: readonly string[]): object {
  const {id, name, source, timestamp, environment, createdAt, updatedAt, comment, configId, metadata, queueId} = row
  return {
    id,
    projectId,
    name,
    source,
    timestamp,
    environment,
    createdAt,
    updatedAt,
    ...(fields.includes('details') && {comment, configId, metadata}),
    ...(fields.includes('annotation') && {authorUserId: null, queueId}),
    ...(fields.includes('subject') && {subject: subjectOf(row)}),
    dataType: row.dataType,
    value: readValue(row),
  }
}

function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const {valueMin = -Infinity, valueMax = Infinity, fromTimestamp, toTimestamp, fields = []} = given
  const isThen = within(fromTimestamp, toTimestamp)
  const isAsked = having(given, exact.keyof().options)
  const rows = newestScores(store)
    .filter((row) => isThen(row.timestamp))
    .filter(({value}) => typeof value !== 'number' || (value >= valueMin && value <= valueMax))
    .filter((row) =>
      isAsked({...row, experimentId: row.datasetRunId, authorUserId: null, value: String(readValue(row))}),
    )
  const {page, meta} = pageAfter(rows, given, ({timestamp}) => timestamp, 'lastTimestamp')
  return ok({data: page.map((row) => shown(store.project.id, row, fields)), meta: {limit: given.limit, ...meta}})
}

/** Scores as the newer of the two routes has them, newest first. */
export const scoreRoutesV3: Routes = {'/v3/scores': {GET: op(list)}}

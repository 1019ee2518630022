import {flat, type Json, type JsonObject} from './json.js'
import {descending, grouped, keeping} from './row-map.js'
import type {Store} from './store.js'
import type {ExportedSpan, ObservationRow, SpanAttributes, TraceRow} from './trace-rows.js'

/** An observation with what it knows about its trace, as the tables of server version 4 have it. Times in UTC. */
export interface Span {
  row: ObservationRow
  id: string
  traceId: string
  startTime: string
  updatedAt: string
  isRoot: boolean
  name: string | null
  version: string | null
  input: Json
  output: Json
  metadata: JsonObject
  attributes: SpanAttributes
  /** For ties: traces of one instant come in the order of this number. */
  place: number
}

/** Where a trace stands among those of the same instant; nothing stands before the empty id. */
export function placeOf(traceId: string): number {
  if (traceId === '') return -1
  let hash = 0x811c9dc5
  for (let at = 0; at < traceId.length; at += 1) hash = Math.imul(hash ^ traceId.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

function attributesOf(store: Store, traceId: string): SpanAttributes {
  const trace: Partial<TraceRow> = store.traces.get(traceId) ?? {}
  const {bookmarked = false, release = null, sessionId = null, tags = [], version = null, userId = null} = trace
  const isPublic = trace.public ?? false
  return {bookmarked, public: isPublic, release, sessionId, tags, traceName: trace.name ?? null, userId, version}
}

function spansOfRow(store: Store, row: ObservationRow, exported?: ExportedSpan): Span[] {
  const {id, traceId, startTime, updatedAt, name, input, output} = row
  const attributes = {...attributesOf(store, traceId), ...exported?.attributes}
  const isRoot = row.parentObservationId === null
  const ofTrace = isRoot ? flat(store.traces.get(traceId)?.metadata ?? null) : {}
  const span = {
    row,
    id,
    traceId,
    startTime,
    updatedAt,
    isRoot,
    name,
    version: row.version ?? attributes.version,
    input,
    output,
    metadata: {...flat(row.metadata), ...ofTrace},
    attributes,
    place: placeOf(traceId),
  }
  return exported?.double ? [span, {...span, ...exported.double}] : [span]
}

/** Where a span stands in lists. */
export type Place = Pick<Span, 'id' | 'place' | 'startTime'>

/** Newest first, then by the place of the trace and by id, both descending. */
export function compareSpans(a: Place, b: Place): number {
  return descending(a.startTime, b.startTime) || b.place - a.place || descending(a.id, b.id)
}

/** All spans as they were exported, what was sent twice included, in their order; and those of each trace. */
export const allSpans = keeping(
  (store: Store) => [store.traces, store.observations, store.exported],
  (store) => {
    const rows = [...store.observations.values()]
    const spans = rows.flatMap((row) => spansOfRow(store, row, store.exported.get(row.id))).sort(compareSpans)
    return {spans, byTrace: grouped(spans, (span) => span.traceId)}
  },
)

/** The observations of server version 3 in the same form: each once, with what is known about its trace. */
export const plainSpans = keeping(
  (store: Store) => [store.traces, store.observations],
  (store) => [...store.observations.values()].flatMap((row) => spansOfRow(store, row)).sort(compareSpans),
)

/** US dollars; nothing where nobody knows. */
export function totalCostOf({row}: Span): number | null {
  return row.costDetails.total ?? null
}

function seconds(from: string, to: string | null): number | null {
  return to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000
}

/** Seconds; null while it has no end. */
export function durationOf({startTime, endTime}: ObservationRow): number | null {
  return seconds(startTime, endTime)
}

/** Seconds, for streamed answers. */
export function timeToFirstTokenOf({startTime, completionStartTime}: ObservationRow): number | null {
  return seconds(startTime, completionStartTime)
}

import type {Call} from '../http/call.js'
import {descending, grouped} from '../store/grouped.js'
import {keeping} from '../store/row-map.js'
import type {ExportedSpan, ObservationRow, SpanAttributes, TraceRow} from '../store/rows.js'
import type {Json, Store} from '../store/store.js'

/** A row of the tables that server version 4 reads: one span with what it knows about its trace. Times in UTC. */
export interface Span {
  row: ObservationRow
  id: string
  traceId: string
  startTime: string
  /** The start where nobody said when it ended. */
  endTime: string
  updatedAt: string
  isRoot: boolean
  name: string | null
  version: string | null
  input: Json
  output: Json
  metadata: Record<string, Json>
  attributes: SpanAttributes
  /** For ties: traces of one instant come in the order of this number. */
  place: number
}

const unknown: SpanAttributes = {
  bookmarked: false,
  public: false,
  release: null,
  sessionId: null,
  tags: [],
  traceName: null,
  userId: null,
  version: null,
}

function attributesOf({
  bookmarked,
  release,
  sessionId,
  tags,
  name,
  userId,
  version,
  ...trace
}: TraceRow): SpanAttributes {
  return {bookmarked, public: trace.public, release, sessionId, tags, traceName: name, userId, version}
}

/** Where a trace stands among those of the same instant; nothing stands before the empty id. */
export function placeOf(traceId: string): number {
  if (traceId === '') return -1
  let hash = 0x811c9dc5
  for (let at = 0; at < traceId.length; at += 1) hash = Math.imul(hash ^ traceId.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Metadata as server version 4 keeps it: the paths of its leaves as keys; lists are leaves. */
export function flat(value: Json, path = '', found: Record<string, Json> = {}): Record<string, Json> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    if (path !== '') found[path] = value
    return found
  }
  for (const [key, inner] of Object.entries(value)) flat(inner, path === '' ? key : `${path}.${key}`, found)
  return found
}

function spansOfRow(store: Store, row: ObservationRow, exported?: ExportedSpan): Span[] {
  const trace = store.traces.get(row.traceId)
  const attributes = {...unknown, ...(trace && attributesOf(trace)), ...exported?.attributes}
  const isRoot = row.parentObservationId === null
  const span: Span = {
    row,
    id: row.id,
    traceId: row.traceId,
    startTime: row.startTime,
    endTime: row.endTime ?? row.startTime,
    updatedAt: row.updatedAt,
    isRoot,
    name: row.name,
    version: row.version ?? attributes.version,
    input: row.input,
    output: row.output,
    metadata: {...flat(row.metadata), ...(isRoot && trace ? flat(trace.metadata) : {})},
    attributes,
    place: placeOf(row.traceId),
  }
  return exported?.double ? [span, {...span, ...exported.double}] : [span]
}

/** Newest first, then by the place of the trace and by id, both descending. */
export function compareSpans(
  a: Pick<Span, 'id' | 'place' | 'startTime'>,
  b: Pick<Span, 'id' | 'place' | 'startTime'>,
): number {
  return descending(a.startTime, b.startTime) || b.place - a.place || descending(a.id, b.id)
}

const allSpans = keeping(
  (store: Store) => [store.traces, store.observationRows, store.exported],
  (store) => {
    const spans = [...store.observationRows.values()]
      .flatMap((row) => spansOfRow(store, row, store.exported.get(row.id)))
      .sort(compareSpans)
    return {spans, byTrace: grouped(spans, (span) => span.traceId)}
  },
)

/** The observations of server version 3 in the same form: each once, with what is known about its trace. */
export const plainSpans = keeping(
  (store: Store) => [store.traces, store.observationRows],
  (store) => [...store.observationRows.values()].flatMap((row) => spansOfRow(store, row)).sort(compareSpans),
)

/** Whether new reads show a trace: in legacy mode and while they lag, only what is said to be there. */
export function isShown({mode, lag, store}: Pick<Call, 'lag' | 'mode' | 'store'>, traceId: string): boolean {
  return (mode !== '4-legacy' && !lag) || store.staleTraceIds.has(traceId)
}

/** All spans that new reads show, in their order; or those of one trace. */
export function spansOf(call: Pick<Call, 'lag' | 'mode' | 'store'>, traceId?: string): Span[] {
  const {spans, byTrace} = allSpans(call.store)
  const found = traceId === undefined ? spans : (byTrace.get(traceId) ?? [])
  return call.mode !== '4-legacy' && !call.lag ? found : found.filter((span) => isShown(call, span.traceId))
}

/** The first position in sorted rows from which on something holds. */
export function firstWhere<Row>(rows: readonly Row[], holds: (row: Row) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(rows[middle] as Row)) high = middle
    else low = middle + 1
  }
  return low
}

/** US dollars; nothing where nobody knows. */
export function totalCostOf({row}: Span): number | null {
  return row.costDetails.total ?? null
}

/** Seconds. */
export function latencyOf({startTime, endTime}: Span): number {
  return (Date.parse(endTime) - Date.parse(startTime)) / 1000
}

/** Seconds, for streamed answers. */
export function timeToFirstTokenOf({row}: Span): number | null {
  return row.completionStartTime === null
    ? null
    : (Date.parse(row.completionStartTime) - Date.parse(row.startTime)) / 1000
}

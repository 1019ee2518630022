import {type Call, invalidRequest} from '../http/call.js'
import {readValue, subjectOf} from '../resources/scores/scores-v3.js'
import {descending} from '../store/grouped.js'
import {rawText} from '../store/raw-text.js'
import type {ScoreRow} from '../store/rows.js'
import type {Json, RunItemRow, RunRow, Store} from '../store/store.js'
import type {Column} from './span-columns.js'
import {flat, isShown, type Span, spansOf} from './spans.js'

/** Every run of every dataset, as they were made. */
export function allRuns(store: Store): RunRow[] {
  return [...store.datasets.values()].flatMap((dataset) => [...dataset.runs.values()])
}

/** The experiment that a trace belongs to, and the item in it. */
export function experimentOf(store: Store, traceId: string): {run: RunRow; item: RunItemRow} | undefined {
  for (const run of allRuns(store)) {
    for (const item of run.items.values()) if (item.traceId === traceId) return {run, item}
  }
  return undefined
}

/** One item of an experiment, with the root span that was exported for it, if any. Times in UTC. */
export interface ExperimentItem {
  id: string
  run: RunRow
  item: RunItemRow
  span: Span | undefined
  startTime: string
  endTime: string
}

/** The items of a run which new reads show. */
export function itemsOf(call: Call, run: RunRow): ExperimentItem[] {
  return [...run.items.values()]
    .filter((item) => isShown(call, item.traceId))
    .map((item) => {
      const spans = spansOf(call, item.traceId)
      const span = spans.find(({id}) => id === item.observationId) ?? spans.find(({isRoot}) => isRoot)
      const id = span?.id ?? item.observationId ?? item.traceId.slice(0, 16)
      const startTime = span?.startTime ?? item.createdAt
      return {id, run, item, span, startTime, endTime: span?.endTime ?? startTime}
    })
}

/** Newest first, for lists with cursors. */
export function byTime<Row extends {id: string}>(rows: Row[], timeOf: (row: Row) => string): Row[] {
  return rows.sort((a, b) => descending(timeOf(a), timeOf(b)) || descending(a.id, b.id))
}

/** A page of rows that are sorted by time and id, newest first, and the cursor to the next. */
export function pageAfter<Row extends {id: string}>(
  rows: Row[],
  timeOf: (row: Row) => string,
  {cursor, limit}: {cursor?: string | undefined; limit: number},
): {page: Row[]; meta: {cursor?: string}} {
  const after = cursor ? readCursor(cursor) : undefined
  const rest = after === undefined ? rows : rows.filter((row) => `${timeOf(row)} ${row.id}` < after)
  const page = rest.slice(0, limit)
  const last = rest.length > page.length ? page.at(-1) : undefined
  if (!last) return {page, meta: {}}
  const place = JSON.stringify({v: 1, lastTime: timeOf(last), lastId: last.id})
  return {page, meta: {cursor: Buffer.from(place).toString('base64url')}}
}

function readCursor(cursor: string): string {
  try {
    const {lastTime, lastId} = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return `${lastTime} ${lastId}`
  } catch {
    throw invalidRequest('Invalid cursor format')
  }
}

/** Metadata of experiments and items: flat, and every value as text. */
export function flatText(metadata: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(flat(metadata)).map(([key, value]) => [key, rawText(value)]))
}

/** Scores as experiments carry them, newest first. */
export function attachedScores(store: Store, fits: (row: ScoreRow) => boolean, most: number): Json[] {
  return [...store.scores.values()]
    .filter(fits)
    .sort((a, b) => descending(a.timestamp, b.timestamp))
    .slice(0, most)
    .map((row) => {
      const {id, name, dataType, source, timestamp, environment, createdAt, updatedAt} = row
      const value = readValue(row)
      const times = {timestamp, environment, createdAt, updatedAt}
      return {id, projectId: store.project.id, name, dataType, value, source, ...times, subject: subjectOf(row)}
    })
}

/** A filterable column of text. */
export function textColumn<Row>(of: (row: Row) => string): Column<Row> {
  return {kind: 'text', of}
}

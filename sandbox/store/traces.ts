import type {RunItemRow, RunRow} from './project-rows.js'
import {descending, filled, grouped, keeping} from './row-map.js'
import type {Store} from './store.js'
import {type ExportedSpan, ObservationRow, TraceRow} from './trace-rows.js'

type Given<Row> = {[Key in keyof Row]?: Row[Key] | null | undefined}

/** A time as the server keeps it: UTC, with milliseconds. */
export function instant(text: string): string {
  return new Date(text).toISOString()
}

/** Adds a trace, or takes the place of the one with this id. */
export function putTrace(store: Store, given: Given<TraceRow> & {id: string}): TraceRow {
  const now = store.stamp()
  const row = filled(new TraceRow(), given)
  row.projectId = store.project.id
  row.timestamp = instant(given.timestamp ?? now)
  row.createdAt ||= now
  row.updatedAt ||= now
  store.traces.set(row.id, row)
  return row
}

/** Adds an observation, or takes the place of the one with this id. */
export function putObservation(
  store: Store,
  given: Given<ObservationRow> & {id: string; traceId: string},
  exported?: ExportedSpan,
): ObservationRow {
  const now = store.stamp()
  const row = filled(new ObservationRow(), given)
  row.projectId = store.project.id
  row.startTime = instant(given.startTime ?? now)
  row.endTime = given.endTime ? instant(given.endTime) : null
  row.createdAt ||= now
  row.updatedAt ||= now
  store.observations.set(row.id, row)
  if (exported) store.exported.set(row.id, exported)
  else store.exported.delete(row.id)
  return row
}

const byTrace = keeping(
  (store: Store) => [store.observations],
  (store) => grouped(store.observations.values(), (row) => row.traceId),
)

/** The observations of a trace, as they were added. */
export function observationsOf(store: Store, traceId: string): ObservationRow[] {
  return byTrace(store).get(traceId) ?? []
}

/** Of a trace: seconds from the first start to the last end. */
export function latencyOf(store: Store, traceId: string): number {
  const rows = observationsOf(store, traceId)
  const times = rows.flatMap(({startTime, endTime}) => [Date.parse(startTime), Date.parse(endTime ?? startTime)])
  return times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / 1000
}

/** All scores, newest first. */
export const newestScores = keeping(
  (store: Store) => [store.scores],
  (store) => [...store.scores.values()].sort((a, b) => descending(a.timestamp, b.timestamp) || descending(a.id, b.id)),
)

const scoresByTrace = keeping(
  (store: Store) => [store.scores],
  (store) => grouped(store.scores.values(), (score) => score.traceId),
)

/** The scores of a trace and its observations, as they were written. */
export function scoresOf(store: Store, traceId: string) {
  return scoresByTrace(store).get(traceId) ?? []
}

/** Takes traces out, with their observations and scores; unknown ids are passed over. */
export function dropTraces(store: Store, ids: readonly string[]): void {
  for (const id of ids) {
    for (const score of scoresOf(store, id)) store.scores.delete(score.id)
    for (const row of observationsOf(store, id)) {
      store.observations.delete(row.id)
      store.exported.delete(row.id)
    }
    store.traces.delete(id)
  }
}

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

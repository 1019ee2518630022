import {grouped} from '../store/grouped.js'
import {keeping} from '../store/row-map.js'
import type {TraceRow} from '../store/rows.js'
import type {Store} from '../store/store.js'
import {observationsOf} from './observations.js'
import {shownScore} from './scores.js'

const byTrace = keeping(
  (store: Store) => [store.scores],
  (store) => grouped(store.scores.values(), (score) => score.traceId),
)

/** The scores of a trace and its observations: those that it was put with, or those that were written. */
export function scoresOf(store: Store, row: TraceRow): TraceRow['scores'] {
  const written = (byTrace(store).get(row.id) ?? []).map((score) => {
    const {sessionId, datasetRunId, ...shown} = shownScore(store, score)
    return shown
  })
  return [...row.scores, ...written]
}

/** Takes the scores of a trace out, as a delete of the trace does. */
export function dropScores(store: Store, traceId: string): void {
  for (const {id} of byTrace(store).get(traceId) ?? []) store.scores.delete(id)
}

/** Seconds from the first start to the last end. */
export function latencyOf(store: Store, {id}: TraceRow): number {
  const times = observationsOf(store, id).flatMap(({startTime, endTime}) => [
    Date.parse(startTime),
    Date.parse(endTime ?? startTime),
  ])
  return times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / 1000
}

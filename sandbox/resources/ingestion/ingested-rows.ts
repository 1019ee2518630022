import type {Json} from '../../store/json.js'
import type {Store} from '../../store/store.js'
import type {IngestedEvent, ObservationRow, TraceRow} from '../../store/trace-rows.js'
import {putObservation, putTrace} from '../../store/traces.js'
import {createScore, environmentOf} from '../scores/scores.js'

type Given<Row> = Partial<Row> & {id: string}

function known({environment, ...body}: {environment?: string}): object {
  const entries = Object.entries(body).filter(([, value]) => value !== null && value !== undefined)
  return {...Object.fromEntries(entries), ...(environment && {environment: environmentOf(environment)})}
}

/** Writes a trace, or changes what is given of the one with this id. */
export function mergeTrace(store: Store, given: Given<TraceRow>): void {
  putTrace(store, {...store.traces.get(given.id), ...known(given), id: given.id, updatedAt: store.stamp()})
}

/** Writes an observation, or changes what is given of the one with this id; without a trace it gets one of its own. */
export function mergeObservation(store: Store, given: Given<ObservationRow>): void {
  const {id} = given
  const before = store.observations.get(id)
  const traceId = given.traceId ?? before?.traceId ?? id
  if (traceId === id) mergeTrace(store, {id, name: given.name ?? null})
  putObservation(store, {...before, ...known(given), id, traceId, updatedAt: store.stamp()})
}

function counted(usage: Json | undefined): Record<string, number> | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined
  return Object.fromEntries(
    Object.entries(usage).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}

/** Writes what an event is about, as the worker does some seconds later; a score that does not fit is dropped. */
export function storeEvent(store: Store, {type, body}: IngestedEvent): void {
  const {id, usage, ...rest} = body as {id: string; usage?: Json}
  const usageDetails = counted(usage)
  if (type === 'trace-create') mergeTrace(store, {...rest, id})
  else if (type === 'score-create') createScore(store, body)
  else {
    const kind = type.replace(/-(create|update)$/, '').toUpperCase()
    mergeObservation(store, {...(usageDetails && {usageDetails}), ...rest, id, type: kind})
  }
}

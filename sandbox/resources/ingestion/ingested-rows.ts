import {ApiError} from '../../http/call.js'
import type {ObservationRow, TraceRow} from '../../store/rows.js'
import type {Json, Store} from '../../store/store.js'
import {putObservation} from '../../version-3/observations.js'
import {putTrace} from '../../version-3/traces.js'
import {createScore} from '../scores/scores.js'
import type {IngestedEvent} from './ingestion.js'

type Given<Row> = Partial<Row> & {id: string}

function known<Row>(body: object): Partial<Row> {
  const entries = Object.entries(body).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(entries) as Partial<Row>
}

/** Writes a trace, or changes what is given of the one with this id. */
export function mergeTrace(store: Store, given: Given<TraceRow>): void {
  putTrace(store, {...store.traces.get(given.id), ...known<TraceRow>(given), id: given.id, updatedAt: store.stamp()})
}

/** Writes an observation, or changes what is given of the one with this id; without a trace it gets one of its own. */
export function mergeObservation(store: Store, given: Given<ObservationRow>): void {
  const {id} = given
  const before = store.observationRows.get(id)
  const traceId = given.traceId ?? before?.traceId ?? id
  if (traceId === id) mergeTrace(store, {id, name: given.name ?? null})
  putObservation(store, {...before, ...known<ObservationRow>(given), id, traceId, updatedAt: store.stamp()})
}

function counted(usage: Json | undefined): Record<string, number> | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => typeof value === 'number')) as Record<
    string,
    number
  >
}

function storeScore(store: Store, body: unknown): void {
  try {
    createScore(store, body)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

/** Writes what an event is about, as the worker does some seconds later; a score that does not fit is dropped. */
export function storeEvent(store: Store, {type, body}: IngestedEvent): void {
  const {id, usage, ...rest} = body as {id: string; usage?: Json}
  const usageDetails = counted(usage)
  if (type === 'trace-create') mergeTrace(store, {...rest, id})
  else if (type === 'score-create') storeScore(store, body)
  else {
    const kind = type.replace(/-(create|update)$/, '').toUpperCase()
    mergeObservation(store, {...(usageDetails && {usageDetails}), ...rest, id, type: kind})
  }
}

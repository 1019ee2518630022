import {createModel} from '../../sandbox/resources/models.js'
import type {ObservationRow, TraceRow} from '../../sandbox/store/rows.js'
import type {Store} from '../../sandbox/store/store.js'
import {putObservation} from '../../sandbox/version-3/observations.js'
import {putTrace} from '../../sandbox/version-3/traces.js'
import type {Recording} from './replay.js'

type Row = Record<string, unknown>

/** The rows that an answer carries, lists and single ones alike. */
function rowsOf({response}: Recording): Row[] {
  if (response.status !== 200) return []
  const body = response.body as Row & {data?: Row[]; traces?: Row[]; observations?: unknown[]}
  const nested = body.observations?.filter((one): one is Row => typeof one === 'object') ?? []
  return [...(body.data ?? body.traces ?? [body]), ...nested]
}

function oldestFirst<T extends Row>(rows: T[], key: string): T[] {
  return rows.sort((a, b) => String(a[key]).localeCompare(String(b[key])))
}

function byId(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

/** Those whose answers say more come last: they win. */
function named(recordings: Recording[], pattern: RegExp): Recording[] {
  return recordings.filter(({name}) => pattern.test(name))
}

function totalOf(body: unknown): number {
  return (body as {meta?: {totalItems?: number}} | null)?.meta?.totalItems ?? 0
}

/**
 * The traces and observations that were on the server: those that its answers show, without what it computes,
 * and such as it counted without showing them.
 */
export function seedRecorded(store: Store, recordings: Recording[]): void {
  const traces = [
    ...named(recordings, /^trace_list(?!.fields_core)/),
    ...named(recordings, /^trace_get(?!.fields_core)/),
  ]
  for (const row of oldestFirst(byId(traces.flatMap(rowsOf).filter((one) => 'bookmarked' in one)), 'timestamp')) {
    const scores = (row.scores as unknown[]).filter((one) => typeof one === 'object') as TraceRow['scores']
    const {id, ...rest} = row as unknown as TraceRow
    const ids = (row.scores as unknown[]).filter((one): one is string => typeof one === 'string')
    putTrace(store, {...rest, id, scores: [...scores, ...ids.map((one) => ({id: one}))]})
  }
  const totals = named(recordings, /^trace_list.limit100$/).map(({response}) => totalOf(response.body))
  while (store.traces.size < Math.max(0, ...totals)) {
    putTrace(store, {id: `counted-${store.traces.size}`, timestamp: '2026-01-01T00:00:00.000Z'})
  }
  const observations = [/^trace_get$/, /^trace_get/, /V1_getMany/, /V1_get$/].flatMap((name) => named(recordings, name))
  const found = byId(observations.flatMap(rowsOf).filter((one) => 'traceId' in one && 'startTime' in one))
  for (const row of found) putObservation(store, row as unknown as ObservationRow)
}

/** The models that a recorded request needs: those that came with the server, or the one that it names. */
export function seedModels(store: Store, {name, request, response}: Recording): void {
  const price = {matchPattern: 'x', unit: 'TOKENS', inputPrice: 1e-6, outputPrice: 2e-6}
  if (/^models_(get|delete)$/.test(name)) {
    createModel(store, {...price, modelName: 'mine'}, {id: request.path.slice(request.path.lastIndexOf('/') + 1)})
  }
  const total = totalOf(response.body)
  for (let number = 1; name.startsWith('models_list') && number <= total; number += 1) {
    const own = {tokenizerId: 'openai', tokenizerConfig: {tokenizerModel: 'babbage-002'}}
    createModel(
      store,
      {...price, ...own, modelName: `model-${number}`},
      {id: `built-in-${number}`, isLangfuseManaged: true, totalPrice: 5e-7},
    )
  }
}

import {createScore} from '../../sandbox/resources/scores/scores.js'
import type {Json, Store} from '../../sandbox/store/store.js'
import {putObservation} from '../../sandbox/version-3/observations.js'
import {putTrace} from '../../sandbox/version-3/traces.js'
import {allRuns} from '../../sandbox/version-4/experiment-rows.js'
import type {Recording} from './replay.js'

interface SpanAnswer {
  id: string
  traceId: string
  startTime: string
  endTime: string
  parentObservationId: string | null
  type: string
  name?: string
  level?: string
  statusMessage?: string
  version?: string
  environment?: string
  userId?: string
  sessionId?: string
}

const orNull = (text: string | undefined): string | null => text || null

/**
 * The spans that the answers of `v2/observations` show, and an older one where an answer says that there are more.
 * All of them are stale, for the servers which stopped writing them.
 */
export function seedRecordedSpans(store: Store, recordings: Recording[], {response}: Recording): void {
  const {meta} = (response.body ?? {}) as {meta?: {cursor?: string}}
  if (meta?.cursor) {
    putObservation(store, {id: 'older', traceId: 'older', startTime: '2026-01-01T00:00:00Z', type: 'GENERATION'})
    store.staleTraceIds.add('older')
  }
  const answers = recordings.filter(({name, response}) => /^observations_getMany/.test(name) && response.status === 200)
  const rows = answers.flatMap(({response}) => (response.body as {data: SpanAnswer[]}).data)
  for (const row of rows.sort((a, b) => Number('name' in a) - Number('name' in b))) {
    const {id, traceId, startTime, endTime, parentObservationId, type, level = 'DEFAULT', environment = 'default'} = row
    const attributes = {userId: orNull(row.userId), sessionId: orNull(row.sessionId)}
    if (!store.traces.has(traceId)) putTrace(store, {id: traceId, timestamp: startTime, environment, ...attributes})
    const texts = {name: orNull(row.name), statusMessage: orNull(row.statusMessage), version: orNull(row.version)}
    const own = {id, traceId, startTime, endTime, parentObservationId, type, level, environment, ...texts}
    putObservation(store, own, {attributes})
    store.staleTraceIds.add(traceId)
  }
}

interface ExperimentAnswer {
  metadata?: Record<string, Json>
  scores?: unknown[]
  experimentItemId?: string
}

/** What else the only run has where an answer shows experiments or their items: metadata, a score, a span. */
export function seedRecordedExperiments(store: Store, {response}: Recording): void {
  const [shown] = response.status === 200 ? (response.body as {data: ExperimentAnswer[]}).data : []
  const [run] = allRuns(store)
  const [item] = run?.items.values() ?? []
  if (!shown || !run || !item) return
  const {id: datasetRunId} = run
  const {traceId} = item
  store.staleTraceIds.add(traceId)
  const metadata = shown.metadata ?? {}
  if (shown.experimentItemId === undefined) run.metadata = metadata
  putObservation(store, {id: 'item-root', traceId, startTime: '2026-11-21T22:53:32.013Z', metadata})
  const about = shown.experimentItemId === undefined ? {datasetRunId} : {traceId, observationId: 'item-root'}
  if (shown.scores) createScore(store, {name: 'of-run', value: 0.8, ...about})
}

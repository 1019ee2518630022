import type {ObservationRow, ScoreRow, TraceRow} from '../store/rows.js'
import type {Store} from '../store/store.js'
import {observationsOf} from '../version-3/observations.js'
import {latencyOf, scoresOf} from '../version-3/trace-totals.js'
import type {View} from './metrics-query.js'
import type {MetricsView} from './metrics-views.js'

function total(store: Store, {id}: TraceRow, of: (row: ObservationRow) => number | undefined): number {
  return observationsOf(store, id).reduce((sum, row) => sum + (of(row) ?? 0), 0)
}

/** Costs are a column that may be null, tokens a map of numbers: without any, the sum is null here and 0 there. */
function cost(store: Store, row: TraceRow): number | null {
  const known = observationsOf(store, row.id).some(({costDetails}) => costDetails.total !== undefined)
  return known ? total(store, row, ({costDetails}) => costDetails.total) : null
}

/** Traces, which only server version 3 counts. */
export const traceView: MetricsView<TraceRow> = {
  rows: ({store}) => [...store.traces.values()],
  timeOf: (row) => row.timestamp,
  dimensions: {
    id: (row) => row.id,
    name: (row) => row.name ?? '',
    tags: (row) => row.tags,
    userId: (row) => row.userId,
    sessionId: (row) => row.sessionId,
    release: (row) => row.release,
    version: (row) => row.version,
    environment: (row) => row.environment,
    timestampMonth: (row) => row.timestamp.slice(0, 7),
  },
  measures: {
    count: () => 1,
    observationsCount: (row, {store}) => observationsOf(store, row.id).length,
    scoresCount: (row, {store}) => scoresOf(store, row).length,
    uniqueUserIds: (row) => row.userId,
    uniqueSessionIds: (row) => row.sessionId,
    latency: (row, {store}) => Math.round(latencyOf(store, row) * 1000),
    totalTokens: (row, {store}) => total(store, row, ({usageDetails}) => usageDetails.total),
    totalCost: (row, {store}) => cost(store, row),
  },
  columns: {metadata: {kind: 'object', of: (row) => row.metadata}},
  manifold: [],
}

const traceOf = (store: Store, {traceId}: ScoreRow) => store.traces.get(traceId ?? '')
const observationOf = (store: Store, {observationId}: ScoreRow) => store.observationRows.get(observationId ?? '')

const kinds: Record<string, {fits: (row: ScoreRow) => boolean; dimension: string}> = {
  'scores-numeric': {fits: ({dataType}) => dataType === 'NUMERIC' || dataType === 'BOOLEAN', dimension: 'value'},
  'scores-categorical': {fits: ({dataType}) => dataType === 'CATEGORICAL', dimension: 'stringValue'},
  'scores-boolean': {fits: ({dataType}) => dataType === 'BOOLEAN', dimension: 'booleanValue'},
}

/** Scores of one kind; numbers and truths can be aggregated, categories only counted. */
export function scoreView(view: Exclude<View, 'observations' | 'traces'>, manifold: string[]): MetricsView<ScoreRow> {
  const {fits, dimension} = kinds[view] ?? {fits: () => false, dimension: 'value'}
  const value = (row: ScoreRow) => (view === 'scores-boolean' ? row.value === 1 : row.value)
  return {
    rows: ({store}) => [...store.scores.values()].filter(fits),
    timeOf: (row) => row.timestamp,
    dimensions: {
      id: (row) => row.id,
      name: (row) => row.name,
      environment: (row) => row.environment,
      source: (row) => row.source,
      dataType: (row) => row.dataType,
      traceId: (row) => row.traceId,
      observationId: (row) => row.observationId,
      configId: (row) => row.configId,
      timestampMonth: (row) => row.timestamp.slice(0, 7),
      timestampDay: (row) => row.timestamp.slice(0, 10),
      traceName: (row, {store}) => traceOf(store, row)?.name ?? null,
      tags: (row, {store}) => traceOf(store, row)?.tags ?? [],
      userId: (row, {store}) => traceOf(store, row)?.userId ?? null,
      sessionId: (row, {store}) => row.sessionId ?? traceOf(store, row)?.sessionId ?? null,
      traceRelease: (row, {store}) => traceOf(store, row)?.release ?? null,
      traceVersion: (row, {store}) => traceOf(store, row)?.version ?? null,
      observationName: (row, {store}) => observationOf(store, row)?.name ?? null,
      observationModelName: (row, {store}) => observationOf(store, row)?.model ?? null,
      observationPromptName: (row, {store}) => observationOf(store, row)?.promptName ?? null,
      observationPromptVersion: (row, {store}) => observationOf(store, row)?.promptVersion ?? null,
      [dimension]: value,
    },
    measures: {count: () => 1, ...(view === 'scores-categorical' ? {} : {value: (row) => Number(row.value)})},
    columns: {metadata: {kind: 'object', of: (row) => row.metadata}},
    manifold,
  }
}

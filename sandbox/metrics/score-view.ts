import type {Store} from '../store/store.js'
import type {ObservationRow, ScoreRow, TraceRow} from '../store/trace-rows.js'
import type {View} from './metrics-query.js'

const KINDS: Record<string, {types: string[]; dimension: string}> = {
  'scores-numeric': {types: ['NUMERIC', 'BOOLEAN'], dimension: 'value'},
  'scores-categorical': {types: ['CATEGORICAL'], dimension: 'stringValue'},
  'scores-boolean': {types: ['BOOLEAN'], dimension: 'booleanValue'},
}

interface Asking {
  store: Store
}

const own = (name: keyof ScoreRow) => (row: ScoreRow) => row[name]
const ofTrace =
  (name: keyof TraceRow) =>
  (row: ScoreRow, {store}: Asking) =>
    store.traces.get(row.traceId ?? '')?.[name] ?? null
const ofObservation =
  (name: keyof ObservationRow) =>
  (row: ScoreRow, {store}: Asking) =>
    store.observations.get(row.observationId ?? '')?.[name] ?? null

/** Scores of one kind; numbers and truths can be aggregated, categories only counted. */
export function scoreView(view: Exclude<View, 'observations' | 'traces'>, manifold: string[]) {
  const {types, dimension} = KINDS[view] ?? {types: [], dimension: 'value'}
  return {
    rows: ({store}: Asking) => [...store.scores.values()].filter(({dataType}) => types.includes(dataType)),
    timeOf: (row: ScoreRow) => row.timestamp,
    dimensions: {
      id: own('id'),
      name: own('name'),
      environment: own('environment'),
      source: own('source'),
      dataType: own('dataType'),
      traceId: own('traceId'),
      observationId: own('observationId'),
      configId: own('configId'),
      timestampMonth: (row: ScoreRow) => row.timestamp.slice(0, 7),
      timestampDay: (row: ScoreRow) => row.timestamp.slice(0, 10),
      traceName: ofTrace('name'),
      tags: ofTrace('tags'),
      userId: ofTrace('userId'),
      sessionId: (row: ScoreRow, asking: Asking) => row.sessionId ?? ofTrace('sessionId')(row, asking),
      traceRelease: ofTrace('release'),
      traceVersion: ofTrace('version'),
      observationName: ofObservation('name'),
      observationModelName: ofObservation('model'),
      observationPromptName: ofObservation('promptName'),
      observationPromptVersion: ofObservation('promptVersion'),
      [dimension]: (row: ScoreRow) => (view === 'scores-boolean' ? row.value === 1 : row.value),
    },
    measures: {
      count: () => 1,
      ...(view === 'scores-categorical' ? {} : {value: (row: ScoreRow) => Number(row.value)}),
    },
    columns: {metadata: {kind: 'object' as const, of: (row: ScoreRow) => row.metadata}},
    manifold,
  }
}

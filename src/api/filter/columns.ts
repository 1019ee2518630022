import type {View} from '../resources/metrics/endpoints.js'
import type {FilterColumn, FilterColumns, FilterType} from './compile.js'

type Table = Record<string, FilterColumn>

/** Columns that a route knows by the names that users write. */
function same(type: FilterColumn['type'], names: string, more: Omit<Partial<FilterColumn>, 'to' | 'type'> = {}): Table {
  return Object.fromEntries(names.split(' ').map((name) => [name, {to: name, type, ...more}]))
}

function renamed(columns: FilterColumns, names: Readonly<Record<string, string>>): Table {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, {...column, to: names[name] ?? column.to}]),
  )
}

const JSON_METADATA: readonly FilterType[] = ['numberObject', 'categoryOptions']
const SECONDS = {unit: 's'} as const
const DOLLARS = {unit: 'US$'} as const

const traceText = same('string', 'id name userId sessionId environment version release')
const traceTags = same('arrayOptions', 'tags')
const traceLatency = same('number', 'latency', SECONDS)
const searched: Table = {
  ...same('stringObject', 'metadata', {search: 'possible'}),
  ...same('string', 'input output', {search: 'needed'}),
}
const costs = same('number', 'inputCost outputCost totalCost', DOLLARS)
const tokens = same('number', 'inputTokens outputTokens totalTokens')

/** `/traces`: cost, tokens, latency and counts are those of the whole trace. */
export const tracesV1: FilterColumns = {
  ...traceText,
  ...same('datetime', 'timestamp'),
  ...traceTags,
  ...same('stringObject', 'metadata', {also: JSON_METADATA}),
  ...traceLatency,
  ...costs,
  ...tokens,
  ...same('string', 'level'),
  ...same('number', 'errorCount warningCount defaultCount debugCount'),
  ...same('boolean', 'bookmarked'),
  ...same('numberObject', 'scores_avg'),
  ...same('categoryOptions', 'score_categories'),
  ...same('booleanObject', 'score_booleans'),
}

/** Traces as roots of `/v2/observations`: latency, input and output are the root's. */
export const tracesV2: FilterColumns = renamed(
  {...traceText, ...same('datetime', 'timestamp'), ...traceTags, ...traceLatency, ...searched},
  {name: 'traceName', id: 'traceId', timestamp: 'startTime', tags: 'traceTags'},
)

const observationColumns: Table = {
  ...same('string', 'id traceId name type level statusMessage environment version'),
  ...same('string', 'parentObservationId userId sessionId traceName'),
  ...same('arrayOptions', 'traceTags'),
  ...same('datetime', 'startTime endTime'),
  ...same('number', 'latency timeToFirstToken', SECONDS),
  ...same('number', 'tokensPerSecond'),
  ...tokens,
  ...costs,
  ...same('string', 'model modelId promptName'),
  ...same('number', 'promptVersion toolDefinitions toolCalls'),
  ...same('arrayOptions', 'toolNames calledToolNames'),
}

/** `/observations`. */
export const observationsV1: FilterColumns = {
  ...observationColumns,
  ...same('string', 'traceEnvironment'),
  ...same('stringObject', 'metadata', {also: JSON_METADATA}),
}

/** `/v2/observations`. */
export const observationsV2: FilterColumns = {
  ...renamed(observationColumns, {model: 'providedModelName'}),
  ...same('string', 'providedModelName release'),
  ...searched,
  ...same('boolean', 'isRootObservation hasParentObservation hasInput hasOutput'),
  ...same('string', 'experimentId experimentName experimentDatasetId'),
  ...same('string', 'ingestionSource ingestionSdkName ingestionSdkVersion ingestionApiKey'),
}

/** `/v2/scores`; `/v3/scores` takes no conditions. */
export const scoresV2: FilterColumns = {
  ...same('string', 'id name source dataType stringValue environment traceId sessionId observationId userId'),
  ...same('number', 'value'),
  ...same('datetime', 'timestamp'),
  ...same('arrayOptions', 'tags'),
  ...same('stringObject', 'metadata'),
}

/** `/experiments`. */
export const experiments: FilterColumns = same('string', 'id name datasetId')

/** `/experiment-items`. */
export const experimentItems: FilterColumns = same('string', 'experimentId experimentName experimentItemId datasetId')

const metricsMetadata = same('stringObject', 'metadata')
const metricsTraces: Table = {
  ...traceText,
  ...traceTags,
  ...same('string', 'timestampMonth'),
  ...metricsMetadata,
}
const metricsObservations: Table = {
  ...same('string', 'id traceId traceName environment parentObservationId type name level version'),
  ...traceTags,
  ...same('string', 'providedModelName promptName promptVersion userId sessionId traceRelease traceVersion'),
  ...same('string', 'startTimeMonth'),
  ...same('arrayOptions', 'toolNames calledToolNames'),
  ...metricsMetadata,
}
const metricsScores: Table = {
  ...same('string', 'id name environment source dataType traceId observationId configId timestampMonth timestampDay'),
  ...same('string', 'traceName userId sessionId traceRelease traceVersion'),
  ...traceTags,
  ...same('string', 'observationName observationModelName observationPromptName observationPromptVersion'),
  ...metricsMetadata,
}

/** `/metrics` by view: dimensions and metadata. Measures cannot be filtered, and the time has its own bounds. */
export const metricsV1: Readonly<Record<View, FilterColumns>> = {
  traces: metricsTraces,
  observations: metricsObservations,
  'scores-numeric': {...metricsScores, ...same('number', 'value')},
  'scores-categorical': {...metricsScores, ...same('string', 'stringValue')},
  'scores-boolean': {...metricsScores, ...same('boolean', 'booleanValue')},
}

/** `/v2/metrics` by view, with the names of `/metrics` for traces: resources/metrics/translate.ts translates these. */
export const metricsV2: Readonly<Record<View, FilterColumns>> = {
  ...metricsV1,
  observations: {
    ...metricsObservations,
    ...same('boolean', 'isRootObservation'),
    ...same('string', 'release experimentId experimentName experimentDatasetId'),
  },
}

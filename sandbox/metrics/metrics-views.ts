import type {Call} from '../http/call.js'
import type {Json} from '../store/store.js'
import {type Column, spanColumns} from '../version-4/span-columns.js'
import {latencyOf, plainSpans, type Span, spansOf, timeToFirstTokenOf, totalCostOf} from '../version-4/spans.js'
import {scoreView, traceView} from './metrics-of-traces.js'
import type {View} from './metrics-query.js'

/** What one view counts: its rows, and what they can be grouped by and measured by, in the order of the server. */
export interface MetricsView<Row> {
  rows: (call: Call) => readonly Row[]
  timeOf: (row: Row) => string
  dimensions: Record<string, (row: Row, call: Call) => Json>
  measures: Record<string, (row: Row, call: Call) => Json>
  /** What the filters may be about. */
  columns: Record<string, Column<Row>>
  /** Which dimensions have so many values that the newer route wants a limit. */
  manifold: readonly string[]
}

/** The columns that dimensions make, for filters. */
export function columnsOf<Row>(dimensions: MetricsView<Row>['dimensions'], call: Call): Record<string, Column<Row>> {
  return Object.fromEntries(
    Object.entries(dimensions).map(([name, of]): [string, Column<Row>] => [
      name,
      {kind: KINDS[name] ?? 'text', of: (row) => of(row, call)},
    ]),
  )
}

const KINDS: Record<string, Column<unknown>['kind']> = {
  tags: 'list',
  toolNames: 'list',
  calledToolNames: 'list',
  isRootObservation: 'boolean',
  promptVersion: 'number',
  value: 'number',
}

/** Milliseconds between the start and an end. */
function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000)
}

function perSecond(tokens: number | undefined, seconds: number): number | null {
  return tokens === undefined || seconds === 0 ? null : tokens / seconds
}

function countScores({id, traceId}: Span, {store}: Call): number {
  return [...store.scores.values()].filter((row) => row.observationId === id && row.traceId === traceId).length
}

const column = (name: string) => (span: Span, call: Call) => (spanColumns[name]?.of(span, call.store) ?? null) as Json

const months = (span: Span) => span.startTime.slice(0, 7)
const own: MetricsView<Span>['dimensions'] = Object.fromEntries(
  ['id', 'traceId', 'traceName', 'environment', 'parentObservationId', 'type', 'name', 'level', 'version']
    .concat(['providedModelName', 'promptName', 'promptVersion', 'userId', 'sessionId', 'toolNames', 'calledToolNames'])
    .concat(['isRootObservation', 'release', 'experimentName', 'experimentDatasetId', 'experimentId'])
    .map((name) => [name, column(name)]),
)
const dimension: MetricsView<Span>['dimensions'] = {
  ...own,
  tags: (span) => span.attributes.tags,
  traceRelease: (span) => span.attributes.release,
  traceVersion: (span) => span.attributes.version,
  startTimeMonth: months,
  costType: () => null,
  usageType: () => null,
}

const measure: MetricsView<Span>['measures'] = {
  count: () => 1,
  traceId: (span) => span.traceId,
  uniqueUserIds: (span) => span.attributes.userId,
  uniqueSessionIds: (span) => span.attributes.sessionId,
  latency: (span) => milliseconds(latencyOf(span)),
  streamingLatency: (span) => milliseconds(timeToFirstTokenOf(span)),
  inputTokens: (span) => span.row.usageDetails.input ?? null,
  outputTokens: (span) => span.row.usageDetails.output ?? null,
  totalTokens: (span) => span.row.usageDetails.total ?? null,
  outputTokensPerSecond: (span) => perSecond(span.row.usageDetails.output, latencyOf(span)),
  tokensPerSecond: (span) => perSecond(span.row.usageDetails.total, latencyOf(span)),
  inputCost: (span) => span.row.costDetails.input ?? null,
  outputCost: (span) => span.row.costDetails.output ?? null,
  totalCost: totalCostOf,
  timeToFirstToken: (span) => milliseconds(timeToFirstTokenOf(span)),
  countScores,
  toolDefinitions: () => 0,
  toolCalls: () => 0,
  costByType: totalCostOf,
  usageByType: (span) => span.row.usageDetails.total ?? null,
}

function picked<Value>(values: Record<string, Value>, names: string): Record<string, Value> {
  return Object.fromEntries(names.split(' ').flatMap((name) => (values[name] ? [[name, values[name]]] : [])))
}

const MANIFOLD = ['id', 'traceId', 'parentObservationId', 'userId', 'sessionId']
const OF_EXPERIMENTS = ['experimentName', 'experimentId', 'experimentDatasetId']

const observationsV1: MetricsView<Span> = {
  rows: ({store}) => plainSpans(store),
  timeOf: (span) => span.startTime,
  dimensions: picked(
    dimension,
    'id traceId traceName environment parentObservationId type name level version tags providedModelName promptName promptVersion userId sessionId traceRelease traceVersion startTimeMonth toolNames calledToolNames',
  ),
  measures: {
    ...picked(
      measure,
      'count latency streamingLatency inputTokens outputTokens totalTokens outputTokensPerSecond tokensPerSecond inputCost outputCost totalCost timeToFirstToken countScores toolDefinitions toolCalls',
    ),
    latency: (span) => (span.row.endTime === null ? null : milliseconds(latencyOf(span))),
  },
  columns: spanColumns,
  manifold: [],
}

/** Where server version 4 knows nothing there is an empty text. */
function neverNull(dimensions: MetricsView<Span>['dimensions']): MetricsView<Span>['dimensions'] {
  return Object.fromEntries(
    Object.entries(dimensions).map(([name, of]) => [
      name,
      (span, call) => of(span, call) ?? (KINDS[name] === undefined ? '' : null),
    ]),
  )
}

const observationsV2: MetricsView<Span> = {
  rows: spansOf,
  timeOf: (span) => span.startTime,
  dimensions: picked(
    neverNull(dimension),
    'id traceId environment parentObservationId isRootObservation type name level version userId sessionId tags release traceName traceRelease traceVersion providedModelName promptName promptVersion startTimeMonth toolNames calledToolNames costType usageType experimentName experimentDatasetId experimentId',
  ),
  measures: measure,
  columns: spanColumns,
  manifold: [...MANIFOLD, ...OF_EXPERIMENTS],
}

/** Does something with a view of one of the two routes, whatever its rows are. */
export function withView<Result>(
  view: View,
  route: 'v1' | 'v2',
  use: <Row>(found: MetricsView<Row>) => Result,
): Result {
  if (view === 'observations') return use(route === 'v1' ? observationsV1 : observationsV2)
  if (view === 'traces') return use(traceView)
  return use(scoreView(view, route === 'v1' ? [] : [...MANIFOLD, 'observationId']))
}

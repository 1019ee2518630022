import type {Columns} from '../filter/filter.js'
import {observationColumns, spanColumns} from '../filter/span-columns.js'
import type {Call} from '../http/call.js'
import type {Json} from '../store/json.js'
import {durationOf, plainSpans, type Span, timeToFirstTokenOf, totalCostOf} from '../store/spans.js'
import type {TraceRow} from '../store/trace-rows.js'
import {latencyOf, observationsOf, scoresOf} from '../store/traces.js'
import {sumOf} from '../version-3/trace-columns.js'
import {spansOf} from '../version-4/availability.js'
import type {View} from './metrics-query.js'
import {scoreView} from './score-view.js'

/** What a row is grouped by or measured by. */
export type Values<Row> = Record<string, (row: Row, call: Call) => Json>

/** What one view counts: its rows, and what they can be grouped by and measured by, in the order of the server. */
export interface MetricsView<Row> {
  rows: (call: Call) => readonly Row[]
  timeOf: (row: Row) => string
  dimensions: Values<Row>
  measures: Values<Row>
  /** What the filters may be about besides dimensions. */
  columns: Columns<Row>
  /** Which dimensions have so many values that the newer route wants a limit. */
  manifold: readonly string[]
}

/** Costs are a column that may be null, tokens a map of numbers: without any, the sum is null here and 0 there. */
function costOfTrace(row: TraceRow, {store}: Call): number | null {
  const known = observationsOf(store, row.id).some(({costDetails}) => costDetails.total !== undefined)
  return known ? sumOf(store, row, ({costDetails}) => costDetails.total) : null
}

/** Traces, which only server version 3 counts. */
const traceView: MetricsView<TraceRow> = {
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
    scoresCount: (row, {store}) => scoresOf(store, row.id).length,
    uniqueUserIds: (row) => row.userId,
    uniqueSessionIds: (row) => row.sessionId,
    latency: (row, {store}) => Math.round(latencyOf(store, row.id) * 1000),
    totalTokens: (row, {store}) => sumOf(store, row, ({usageDetails}) => usageDetails.total),
    totalCost: costOfTrace,
  },
  columns: {metadata: {kind: 'object', of: (row) => row.metadata}},
  manifold: [],
}

const milliseconds = (seconds: number | null) => (seconds === null ? null : Math.round(seconds * 1000))

function perSecond({row}: Span, tokens: number | undefined): number | null {
  const seconds = durationOf(row)
  return tokens === undefined || !seconds ? null : tokens / seconds
}

function countScores({id, traceId}: Span, {store}: Call): number {
  return scoresOf(store, traceId).filter(({observationId}) => observationId === id).length
}

const column = (name: string) => (span: Span, call: Call) => (spanColumns[name]?.of(span, call.store) ?? null) as Json

const dimensionsOfSpans: Values<Span> = {
  ...Object.fromEntries(Object.keys(spanColumns).map((name) => [name, column(name)])),
  tags: (span) => span.attributes.tags,
  traceRelease: (span) => span.attributes.release,
  traceVersion: (span) => span.attributes.version,
  startTimeMonth: (span) => span.startTime.slice(0, 7),
  costType: () => null,
  usageType: () => null,
}

const measuresOfSpans: Values<Span> = {
  count: () => 1,
  traceId: (span) => span.traceId,
  uniqueUserIds: (span) => span.attributes.userId,
  uniqueSessionIds: (span) => span.attributes.sessionId,
  latency: (span) => milliseconds(durationOf(span.row)),
  streamingLatency: (span) => milliseconds(timeToFirstTokenOf(span.row)),
  inputTokens: (span) => span.row.usageDetails.input ?? null,
  outputTokens: (span) => span.row.usageDetails.output ?? null,
  totalTokens: (span) => span.row.usageDetails.total ?? null,
  outputTokensPerSecond: (span) => perSecond(span, span.row.usageDetails.output),
  tokensPerSecond: (span) => perSecond(span, span.row.usageDetails.total),
  inputCost: (span) => span.row.costDetails.input ?? null,
  outputCost: (span) => span.row.costDetails.output ?? null,
  totalCost: totalCostOf,
  timeToFirstToken: (span) => milliseconds(timeToFirstTokenOf(span.row)),
  countScores,
  toolDefinitions: () => 0,
  toolCalls: () => 0,
}

function picked(dimensions: Values<Span>, names: string): Values<Span> {
  return Object.fromEntries(names.split(' ').map((name) => [name, dimensions[name] ?? (() => null)]))
}

/** Where server version 4 knows nothing there is an empty text, but for the model. */
function neverNull(dimensions: Values<Span>): Values<Span> {
  const entries = Object.entries(dimensions).map(([name, of]): [string, Values<Span>[string]] => {
    const isText = (spanColumns[name]?.kind ?? 'text') === 'text' && name !== 'providedModelName'
    return [name, (span, call) => of(span, call) ?? (isText ? '' : null)]
  })
  return Object.fromEntries(entries)
}

const MANIFOLD = ['id', 'traceId', 'parentObservationId', 'userId', 'sessionId']
const {traceId: _, uniqueUserIds: __, uniqueSessionIds: ___, ...measuresV1} = measuresOfSpans

const observationsV1: MetricsView<Span> = {
  rows: ({store}) => plainSpans(store),
  timeOf: (span) => span.startTime,
  dimensions: picked(
    dimensionsOfSpans,
    'id traceId traceName environment parentObservationId type name level version tags providedModelName promptName promptVersion userId sessionId traceRelease traceVersion startTimeMonth toolNames calledToolNames',
  ),
  measures: measuresV1,
  columns: {...spanColumns, ...observationColumns},
  manifold: [],
}

const observationsV2: MetricsView<Span> = {
  rows: spansOf,
  timeOf: (span) => span.startTime,
  dimensions: picked(
    neverNull(dimensionsOfSpans),
    'id traceId environment parentObservationId isRootObservation type name level version userId sessionId tags release traceName traceRelease traceVersion providedModelName promptName promptVersion startTimeMonth toolNames calledToolNames costType usageType experimentName experimentDatasetId experimentId',
  ),
  measures: {
    ...measuresOfSpans,
    totalCost: (span) => totalCostOf(span) ?? 0,
    costByType: totalCostOf,
    usageByType: (span) => span.row.usageDetails.total ?? null,
  },
  columns: spanColumns,
  manifold: [...MANIFOLD, 'experimentName', 'experimentId', 'experimentDatasetId'],
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

import {rawText} from '../store/raw-text.js'
import type {Store} from '../store/store.js'
import {experimentOf} from './experiment-rows.js'
import {latencyOf, type Span, timeToFirstTokenOf, totalCostOf} from './spans.js'

/** What kind of values a column has; it decides which types of condition it takes. */
export type ColumnKind = 'boolean' | 'datetime' | 'list' | 'number' | 'object' | 'text'

/** A column that can be filtered by. */
export interface Column<Row> {
  kind: ColumnKind
  of: (row: Row, store: Store) => unknown
}

const text = (of: (span: Span, store: Store) => unknown): Column<Span> => ({kind: 'text', of})
const number = (of: (span: Span) => unknown): Column<Span> => ({kind: 'number', of})
const truth = (of: (span: Span) => boolean): Column<Span> => ({kind: 'boolean', of})

function tokensPerSecond(span: Span): number | null {
  const seconds = latencyOf(span)
  return seconds > 0 ? (span.row.usageDetails.output ?? 0) / seconds : null
}

/** The columns of `v2/observations`. */
export const spanColumns: Record<string, Column<Span>> = {
  id: text((span) => span.id),
  traceId: text((span) => span.traceId),
  startTime: {kind: 'datetime', of: (span) => span.startTime},
  endTime: {kind: 'datetime', of: (span) => span.endTime},
  name: text((span) => span.name),
  type: text((span) => span.row.type),
  environment: text((span) => span.row.environment),
  version: text((span) => span.version),
  release: text((span) => span.attributes.release),
  userId: text((span) => span.attributes.userId),
  sessionId: text((span) => span.attributes.sessionId),
  traceName: text((span) => span.attributes.traceName),
  level: text((span) => span.row.level),
  statusMessage: text((span) => span.row.statusMessage),
  promptName: text((span) => span.row.promptName),
  promptVersion: number((span) => span.row.promptVersion),
  modelId: text((span) => span.row.modelId),
  providedModelName: text((span) => span.row.model),
  totalCost: number(totalCostOf),
  inputCost: number((span) => span.row.costDetails.input),
  outputCost: number((span) => span.row.costDetails.output),
  inputTokens: number((span) => span.row.usageDetails.input),
  outputTokens: number((span) => span.row.usageDetails.output),
  totalTokens: number((span) => span.row.usageDetails.total),
  latency: number(latencyOf),
  timeToFirstToken: number(timeToFirstTokenOf),
  tokensPerSecond: number(tokensPerSecond),
  input: text((span) => rawText(span.input)),
  output: text((span) => rawText(span.output)),
  metadata: {kind: 'object', of: (span) => span.metadata},
  traceTags: {kind: 'list', of: (span) => span.attributes.tags},
  parentObservationId: text((span) => span.row.parentObservationId),
  hasParentObservation: truth((span) => !span.isRoot),
  isRootObservation: truth((span) => span.isRoot),
  hasInput: truth((span) => span.input !== null),
  hasOutput: truth((span) => span.output !== null),
  experimentId: text((span, store) => experimentOf(store, span.traceId)?.run.id),
  experimentName: text((span, store) => experimentOf(store, span.traceId)?.run.name),
  experimentDatasetId: text((span, store) => experimentOf(store, span.traceId)?.run.datasetId),
  toolNames: {kind: 'list', of: () => []},
  calledToolNames: {kind: 'list', of: () => []},
  toolDefinitions: number(() => 0),
  toolCalls: number(() => 0),
  ingestionSource: text(() => 'otel'),
  ingestionSdkName: text(() => null),
  ingestionSdkVersion: text(() => null),
  ingestionApiKey: text(() => null),
}

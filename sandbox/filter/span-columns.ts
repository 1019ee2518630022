import {type Json, rawText} from '../store/json.js'
import {durationOf, type Span, timeToFirstTokenOf, totalCostOf} from '../store/spans.js'
import type {Store} from '../store/store.js'
import {experimentOf} from '../store/traces.js'
import type {Column, Columns} from './filter.js'

const text = (of: (span: Span, store: Store) => unknown): Column<Span> => ({kind: 'text', of})
const number = (of: (span: Span) => Json | undefined): Column<Span> => ({kind: 'number', of})
const truth = (of: (span: Span) => boolean): Column<Span> => ({kind: 'boolean', of})
const list = (of: (span: Span) => string[]): Column<Span> => ({kind: 'list', of})

function tokensPerSecond({row}: Span): number | null {
  const seconds = durationOf(row)
  return seconds ? (row.usageDetails.output ?? 0) / seconds : null
}

const common: Columns<Span> = {
  id: text((span) => span.id),
  traceId: text((span) => span.traceId),
  startTime: {kind: 'datetime', of: (span) => span.startTime},
  endTime: {kind: 'datetime', of: (span) => span.row.endTime},
  name: text((span) => span.name),
  type: text((span) => span.row.type),
  environment: text((span) => span.row.environment),
  version: text((span) => span.version),
  userId: text((span) => span.attributes.userId),
  sessionId: text((span) => span.attributes.sessionId),
  traceName: text((span) => span.attributes.traceName),
  traceTags: list((span) => span.attributes.tags),
  level: text((span) => span.row.level),
  statusMessage: text((span) => span.row.statusMessage),
  parentObservationId: text((span) => span.row.parentObservationId),
  promptName: text((span) => span.row.promptName),
  promptVersion: number((span) => span.row.promptVersion),
  modelId: text((span) => span.row.modelId),
  totalCost: number(totalCostOf),
  inputCost: number((span) => span.row.costDetails.input),
  outputCost: number((span) => span.row.costDetails.output),
  inputTokens: number((span) => span.row.usageDetails.input),
  outputTokens: number((span) => span.row.usageDetails.output),
  totalTokens: number((span) => span.row.usageDetails.total),
  latency: number((span) => durationOf(span.row)),
  timeToFirstToken: number((span) => timeToFirstTokenOf(span.row)),
  tokensPerSecond: number(tokensPerSecond),
  metadata: {kind: 'object', of: (span) => span.metadata},
  toolNames: list(() => []),
  calledToolNames: list(() => []),
  toolDefinitions: number(() => 0),
  toolCalls: number(() => 0),
}

/** The columns of `observations`. */
export const observationColumns: Columns<Span> = {
  ...common,
  model: text((span) => span.row.model),
  metadata: {kind: 'object', of: (span) => span.row.metadata},
}

/** The columns of `v2/observations`. */
export const spanColumns: Columns<Span> = {
  ...common,
  release: text((span) => span.attributes.release),
  providedModelName: text((span) => span.row.model),
  input: text((span) => rawText(span.input)),
  output: text((span) => rawText(span.output)),
  hasParentObservation: truth((span) => !span.isRoot),
  isRootObservation: truth((span) => span.isRoot),
  hasInput: truth((span) => span.input !== null),
  hasOutput: truth((span) => span.output !== null),
  experimentId: text((span, store) => experimentOf(store, span.traceId)?.run.id),
  experimentName: text((span, store) => experimentOf(store, span.traceId)?.run.name),
  experimentDatasetId: text((span, store) => experimentOf(store, span.traceId)?.run.datasetId),
  ingestionSource: text(() => 'otel'),
  ingestionSdkName: text(() => null),
  ingestionSdkVersion: text(() => null),
  ingestionApiKey: text(() => null),
}

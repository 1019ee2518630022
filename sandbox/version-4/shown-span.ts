import {rawText} from '../store/raw-text.js'
import type {Json} from '../store/store.js'
import {latencyOf, type Span, timeToFirstTokenOf, totalCostOf} from './spans.js'

const SHORT = 200

function cut(value: Json): Json {
  const text = rawText(value)
  return text.length > SHORT ? text.slice(0, SHORT) : value
}

function metadataOf({metadata}: Span, groups: readonly string[], whole: readonly string[]): Record<string, Json> {
  if (groups.includes('io')) return metadata
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key, whole.includes(key) ? value : cut(value)]),
  )
}

function price(value: number | null, groups: readonly string[]): string | null {
  if (value === null || !groups.includes('model')) return null
  return value.toFixed(12).replace(/\.?0+$/, '')
}

/** A span as `v2/observations` shows it: only the groups asked for, "" where a text is missing, prices as text. */
export function shownSpan(span: Span, groups: readonly string[], whole: readonly string[]): Record<string, Json> {
  const {row, attributes, id, traceId, startTime, endTime} = span
  const has = (group: string) => groups.includes(group)
  return {
    ...{id, traceId, startTime, endTime, projectId: row.projectId},
    ...{parentObservationId: row.parentObservationId, type: row.type},
    ...(has('basic') && {
      name: span.name ?? '',
      level: row.level,
      statusMessage: row.statusMessage ?? '',
      version: span.version ?? '',
      environment: row.environment,
    }),
    ...(has('time') && {
      completionStartTime: row.completionStartTime,
      createdAt: row.createdAt,
      updatedAt: span.updatedAt,
    }),
    ...(has('io') && {input: rawText(span.input), output: rawText(span.output)}),
    ...(has('metadata') && {metadata: metadataOf(span, groups, whole)}),
    ...(has('model') && {
      providedModelName: row.model ?? '',
      internalModelId: row.modelId ?? '',
      modelParameters: row.modelParameters,
    }),
    ...(has('usage') && {
      usageDetails: row.usageDetails,
      costDetails: row.costDetails,
      totalCost: totalCostOf(span),
    }),
    ...(has('prompt') && {
      promptId: row.promptId ?? '',
      promptName: row.promptName ?? '',
      promptVersion: row.promptVersion,
    }),
    latency: latencyOf(span),
    timeToFirstToken: timeToFirstTokenOf(span),
    ...(has('basic') && {
      userId: attributes.userId ?? '',
      sessionId: attributes.sessionId ?? '',
      isRootObservation: span.isRoot,
      bookmarked: attributes.bookmarked,
      public: attributes.public,
    }),
    ...(has('trace_context') && {
      tags: attributes.tags,
      release: attributes.release ?? '',
      traceName: attributes.traceName ?? '',
    }),
    modelId: has('model') ? row.modelId : null,
    inputPrice: price(row.inputPrice, groups),
    outputPrice: price(row.outputPrice, groups),
    totalPrice: price(row.totalPrice, groups),
  }
}

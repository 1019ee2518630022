import {type JsonObject, rawText} from '../store/json.js'
import {durationOf, type Span, timeToFirstTokenOf, totalCostOf} from '../store/spans.js'

const SHORT = 200

function metadataOf({metadata}: Span, groups: readonly string[], whole: readonly string[]): JsonObject {
  if (groups.includes('io')) return metadata
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => {
      const text = rawText(value)
      return [key, whole.includes(key) || text.length <= SHORT ? value : text.slice(0, SHORT)]
    }),
  )
}

/** A span as `v2/observations` shows it: only the groups asked for, "" where a text is missing, prices as text. */
export function shownSpan(span: Span, groups: readonly string[], whole: readonly string[]): JsonObject {
  const {row, attributes, id, traceId, startTime} = span
  const {projectId, parentObservationId, type, endTime, usageDetails, costDetails} = row
  const has = (group: string) => groups.includes(group)
  const price = (value: number | null) => (value === null || !has('model') ? null : String(value))
  return {
    id,
    traceId,
    startTime,
    endTime,
    projectId,
    parentObservationId,
    type,
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
      model: row.model ?? '',
      internalModelId: row.modelId ?? '',
      modelParameters: row.modelParameters,
    }),
    ...(has('usage') && {
      usageDetails,
      inputUsage: usageDetails.input ?? 0,
      outputUsage: usageDetails.output ?? 0,
      totalUsage: usageDetails.total ?? 0,
      costDetails,
      inputCost: costDetails.input ?? null,
      outputCost: costDetails.output ?? null,
      totalCost: totalCostOf(span) ?? 0,
    }),
    ...(has('prompt') && {
      promptId: row.promptId ?? '',
      promptName: row.promptName ?? '',
      promptVersion: row.promptVersion,
    }),
    ...(has('usage') && {
      usagePricingTierId: row.usagePricingTierId,
      usagePricingTierName: row.usagePricingTierName,
    }),
    latency: durationOf(row),
    timeToFirstToken: timeToFirstTokenOf(row),
    ...(has('basic') && {
      userId: attributes.userId ?? '',
      sessionId: attributes.sessionId ?? '',
      isRootObservation: span.isRoot,
    }),
    ...(has('trace_context') && {
      traceName: attributes.traceName ?? '',
      release: attributes.release ?? '',
      tags: attributes.tags,
    }),
    ...(has('basic') && {bookmarked: attributes.bookmarked, public: attributes.public}),
    modelId: has('model') ? row.modelId : null,
    inputPrice: price(row.inputPrice),
    outputPrice: price(row.outputPrice),
    totalPrice: price(row.totalPrice),
  }
}

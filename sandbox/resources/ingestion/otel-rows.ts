import type {Json, JsonObject} from '../../store/json.js'
import type {Store} from '../../store/store.js'
import type {ObservationRow, TraceRow} from '../../store/trace-rows.js'
import {mergeObservation, mergeTrace} from './ingested-rows.js'

interface Value {
  stringValue?: string
  boolValue?: boolean
  intValue?: string | number
  doubleValue?: number
  arrayValue?: {values?: Value[]}
}

interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  startTimeUnixNano: string | number
  endTimeUnixNano?: string | number
  attributes?: {key: string; value: Value}[]
}

function plain({stringValue, boolValue, intValue, doubleValue, arrayValue}: Value): Json {
  if (arrayValue) return (arrayValue.values ?? []).map(plain)
  return stringValue ?? boolValue ?? (intValue === undefined ? (doubleValue ?? null) : Number(intValue))
}

/** What is JSON as text, as its value. */
function parsed(value: Json | undefined): Json {
  if (typeof value !== 'string') return value ?? null
  try {
    return JSON.parse(value) as Json
  } catch {
    return value
  }
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function date(nanoseconds: string | number): string {
  return new Date(Number(BigInt(nanoseconds) / 1_000_000n)).toISOString()
}

function numbers(value: Json | undefined): Record<string, number> {
  return (parsed(value) ?? {}) as Record<string, number>
}

function traceOf(
  {traceId, parentSpanId, name, startTimeUnixNano}: Span,
  given: JsonObject,
): Partial<TraceRow> & {id: string} {
  const tags = given['langfuse.trace.tags']
  const named = text(given['langfuse.trace.name'])
  const begun = parentSpanId ? {} : {name: named ?? name, timestamp: date(startTimeUnixNano)}
  return {
    id: traceId,
    ...(named === null ? {} : {name: named}),
    ...begun,
    ...(Array.isArray(tags) ? {tags: tags.map(String)} : {}),
    userId: text(given['user.id']),
    sessionId: text(given['session.id']),
    release: text(given['langfuse.release']),
    version: text(given['langfuse.version']),
    environment: text(given['langfuse.environment']) ?? 'default',
    input: parsed(given['langfuse.trace.input']),
    output: parsed(given['langfuse.trace.output']),
  }
}

function observationOf(span: Span, given: JsonObject): Partial<ObservationRow> & {id: string} {
  const own = (name: string) => given[`langfuse.observation.${name}`]
  return {
    id: span.spanId,
    traceId: span.traceId,
    parentObservationId: span.parentSpanId || null,
    name: span.name,
    startTime: date(span.startTimeUnixNano),
    endTime: span.endTimeUnixNano === undefined ? null : date(span.endTimeUnixNano),
    type: text(own('type'))?.toUpperCase() ?? 'SPAN',
    level: text(own('level')) ?? 'DEFAULT',
    statusMessage: text(own('status_message')),
    environment: text(given['langfuse.environment']) ?? 'default',
    model: text(own('model.name')),
    input: parsed(own('input')),
    output: parsed(own('output')),
    usageDetails: numbers(own('usage_details')),
    costDetails: numbers(own('cost_details')),
  }
}

function complete({traceId, spanId, startTimeUnixNano}: Span): boolean {
  return Boolean(traceId && spanId) && /^\d+$/.test(String(startTimeUnixNano))
}

/** Writes the traces and observations of an OTLP request in JSON, as the worker does some seconds later. */
export function storeSpans(store: Store, json: string): void {
  const {resourceSpans} = JSON.parse(json) as {resourceSpans: {scopeSpans?: {spans?: Span[]}[]}[]}
  const spans = resourceSpans.flatMap(({scopeSpans = []}) => scopeSpans.flatMap((scope) => scope.spans ?? []))
  for (const span of spans.filter(complete)) {
    const attributes = Object.fromEntries((span.attributes ?? []).map(({key, value}) => [key, plain(value)]))
    mergeTrace(store, traceOf(span, attributes))
    mergeObservation(store, observationOf(span, attributes))
  }
}

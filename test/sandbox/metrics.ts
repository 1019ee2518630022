import * as z from 'zod'
import {readFilter} from './conditions.js'
import {type Call, invalidRequest, type Reply} from './http.js'
import {costOf} from './observations.js'
import type {ObservationRow} from './rows.js'
import type {Json, Store} from './store.js'
import {unsupported} from './system.js'
import {check, strictDate} from './validation.js'

type Row = Record<string, Json>

const DIMENSIONS = {
  traces: 'id name tags userId sessionId release version environment timestampMonth'.split(' '),
  observations: [
    ...['id', 'traceId', 'traceName', 'environment', 'parentObservationId', 'type', 'name', 'level', 'version', 'tags'],
    ...['providedModelName', 'promptName', 'promptVersion', 'userId', 'sessionId', 'traceRelease', 'traceVersion'],
    ...['startTimeMonth', 'toolNames', 'calledToolNames'],
  ],
}
const MEASURES = {
  traces: [
    ...['count', 'observationsCount', 'scoresCount', 'uniqueUserIds', 'uniqueSessionIds', 'latency', 'totalTokens'],
    'totalCost',
  ],
  observations: [
    ...['count', 'latency', 'streamingLatency', 'inputTokens', 'outputTokens', 'totalTokens', 'outputTokensPerSecond'],
    ...['tokensPerSecond', 'inputCost', 'outputCost', 'totalCost', 'timeToFirstToken', 'countScores'],
    ...['toolDefinitions', 'toolCalls'],
  ],
}

function quantile(share: number): (numbers: number[]) => number | null {
  return (numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b)
    const place = share * (sorted.length - 1)
    const low = sorted[Math.floor(place)] ?? 0
    const high = sorted[Math.ceil(place)] ?? 0
    return sorted.length === 0 ? null : low + (high - low) * (place - Math.floor(place))
  }
}

const AGGREGATIONS: Record<string, (numbers: number[]) => number | null> = {
  count: (numbers) => numbers.length,
  sum: (numbers) => (numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0)),
  avg: (numbers) => (numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length),
  max: (numbers) => (numbers.length === 0 ? null : Math.max(...numbers)),
  min: (numbers) => (numbers.length === 0 ? null : Math.min(...numbers)),
  p50: quantile(0.5),
  p75: quantile(0.75),
  p90: quantile(0.9),
  p95: quantile(0.95),
  p99: quantile(0.99),
}

const question = z.object({
  query: z.object({
    view: z.enum(['traces', 'observations', 'scores-numeric', 'scores-categorical', 'scores-boolean']),
    dimensions: z.array(z.object({field: z.string()})).default([]),
    metrics: z.array(z.object({measure: z.string(), aggregation: z.string()})),
    filters: z.array(z.unknown()).default([]),
    timeDimension: z.unknown().optional(),
    fromTimestamp: strictDate,
    toTimestamp: strictDate,
    orderBy: z.array(z.object({field: z.string(), direction: z.enum(['asc', 'desc'])})).nullish(),
    config: z.object({row_limit: z.number().max(1000).optional()}).nullish(),
  }),
})

function milliseconds({startTime, endTime}: ObservationRow): number | null {
  return endTime === null ? null : Date.parse(endTime) - Date.parse(startTime)
}

function observationRows(store: Store): Row[] {
  return [...store.observationRows.values()].map((row) => {
    const trace = store.traces.get(row.traceId)
    const {input = 0, output = 0, total = input + output} = row.usageDetails
    const ofTrace = {traceName: trace?.name ?? '', userId: trace?.userId ?? '', sessionId: trace?.sessionId ?? ''}
    const tokens = {inputTokens: input, outputTokens: output, totalTokens: total}
    const measured = {latency: milliseconds(row), totalCost: costOf(row), ...tokens}
    return {...row, ...ofTrace, providedModelName: row.model, at: row.startTime, ...measured}
  })
}

function traceRows(store: Store): Row[] {
  const observations = observationRows(store)
  return [...store.traces.values()].map(({scores: _, ...row}) => {
    const own = observations.filter(({traceId}) => traceId === row.id)
    const sum = (name: string) => own.reduce((all, one) => all + Number(one[name] ?? 0), 0)
    const counts = {observationsCount: own.length, totalCost: sum('totalCost'), totalTokens: sum('totalTokens')}
    return {...row, name: row.name ?? '', at: row.timestamp, ...counts}
  })
}

function refuse(kind: string, name: string, known: string[]): void {
  if (!known.includes(name)) throw invalidRequest(`Invalid ${kind} ${name}. Must be one of ${known.join(',')}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidRequest('Invalid JSON in query parameter')
  }
}

/** `GET /metrics`: traces and observations, without steps of time; other aggregations and measures are answered 501. */
export function query({store, query: given}: Call): Reply {
  const {query: text} = check(z.object({query: z.string()}), given)
  const {query: asked} = check(question, {query: parsed(text)})
  const {view, dimensions, metrics} = asked
  if ((view !== 'traces' && view !== 'observations') || asked.timeDimension) return unsupported()
  for (const {field} of dimensions) refuse('dimension', field, DIMENSIONS[view])
  for (const {measure} of metrics) refuse('metric', measure, MEASURES[view])
  const {fromTimestamp = '', toTimestamp = ''} = asked
  const fits = readFilter(JSON.stringify(asked.filters), DIMENSIONS[view])
  const rows = (view === 'traces' ? traceRows(store) : observationRows(store))
    .filter(({at}) => Date.parse(String(at)) >= Date.parse(fromTimestamp))
    .filter(({at}) => Date.parse(String(at)) < Date.parse(toTimestamp))
    .filter(fits)
  const groups = new Map<string, Row[]>(dimensions.length === 0 ? [['[]', []]] : [])
  for (const row of rows) {
    const key = JSON.stringify(dimensions.map(({field}) => row[field] ?? null))
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const data = [...groups].map(([key, group]) => summed(JSON.parse(key), group, dimensions, metrics))
  for (const {field, direction} of [...(asked.orderBy ?? [])].reverse()) {
    data.sort((a, b) => (direction === 'asc' ? 1 : -1) * compare(a[field], b[field]))
  }
  return {status: 200, body: {data: data.slice(0, asked.config?.row_limit)}}
}

function compare(a: Json | undefined, b: Json | undefined): number {
  return Number((a ?? '') > (b ?? '')) - Number((a ?? '') < (b ?? ''))
}

function summed(
  values: Json[],
  group: Row[],
  dimensions: {field: string}[],
  metrics: {measure: string; aggregation: string}[],
): Row {
  const named = dimensions.map(({field}, index): [string, Json] => [field, values[index] ?? null])
  const measured = metrics.map(({measure, aggregation}): [string, Json] => {
    const aggregate = AGGREGATIONS[aggregation] ?? unsupported
    const numbers = group.map((row) => (measure === 'count' ? 1 : row[measure]))
    if (numbers.includes(undefined)) return unsupported()
    return [`${aggregation}_${measure}`, aggregate(numbers.filter((one) => typeof one === 'number'))]
  })
  return Object.fromEntries([...named, ...measured])
}

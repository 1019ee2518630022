import {readConditions} from '../filter/filter.js'
import {type Call, invalidRequest, type Reply} from '../http/call.js'
import {requireMode, withMetricsV2} from '../http/modes.js'
import {instant} from '../http/validation.js'
import {grouped} from '../store/grouped.js'
import type {Json} from '../store/store.js'
import {aggregate} from './aggregate.js'
import {type MetricsQuery, readMetricsQuery} from './metrics-query.js'
import {columnsOf, type MetricsView, withView} from './metrics-views.js'
import {bucketOf, bucketsBetween} from './time-buckets.js'

type Answer = Record<string, Json>

/** `GET /metrics`, over traces, observations and scores; without a limit unless the query sets one. */
export function queryV1(call: Call): Reply {
  const query = readMetricsQuery(call.query, 'v1')
  return withView(query.view, 'v1', (view) => ({status: 200, body: {data: answer(view, query, call, undefined)}}))
}

/** `GET /v2/metrics`, over spans and scores; 100 rows unless the query sets a limit. */
export function queryV2(call: Call): Reply {
  const query = readMetricsQuery(call.query, 'v2')
  requireMode(call.mode, withMetricsV2, 'metrics v2')
  return withView(query.view, 'v2', (view) => {
    checkNames(view, query)
    checkManifold(view.manifold, query)
    return {status: 200, body: {data: answer(view, query, call, 100)}}
  })
}

const metricName = ({measure, aggregation}: MetricsQuery['metrics'][number]) => `${aggregation}_${measure}`

function checkNames<Row>({dimensions, measures}: MetricsView<Row>, query: MetricsQuery): void {
  for (const {field} of query.dimensions ?? []) {
    if (dimensions[field]) continue
    throw invalidRequest(`Invalid dimension ${field}. Must be one of ${Object.keys(dimensions)}`)
  }
  for (const {measure} of query.metrics) {
    if (measures[measure]) continue
    throw invalidRequest(`Invalid metric ${measure}. Must be one of ${Object.keys(measures)}`)
  }
}

function checkManifold(manifold: readonly string[], query: MetricsQuery): void {
  const wide = (query.dimensions ?? []).map(({field}) => field).filter((field) => manifold.includes(field))
  const names = query.metrics.map(metricName)
  const ranked = query.orderBy?.some(({field, direction}) => direction === 'desc' && names.includes(field))
  if (wide.length === 0 || (query.config?.row_limit && ranked && !query.timeDimension)) return
  throw invalidRequest(
    `High cardinality dimension(s) '${wide.join("', '")}' require both 'config.row_limit' and 'orderBy' with direction 'desc' on a measure field.`,
  )
}

function answer<Row>(view: MetricsView<Row>, query: MetricsQuery, call: Call, defaultLimit: number | undefined) {
  checkNames(view, query)
  const from = instant(query.fromTimestamp)
  const to = instant(query.toTimestamp)
  const filter = readConditions(query.filters ?? [], {...view.columns, ...columnsOf(view.dimensions, call)})
  const rows = view
    .rows(call)
    .filter((row) => view.timeOf(row) >= from && view.timeOf(row) < to && filter.fits(row, call.store))
  const keysOf = (row: Row): Answer => {
    const keys: Answer = {}
    for (const {field} of query.dimensions ?? []) keys[field] = view.dimensions[field]?.(row, call) ?? null
    if (query.timeDimension) {
      keys.time_dimension = bucketOf(view.timeOf(row), query.timeDimension.granularity, from, to)
    }
    return keys
  }
  const groups = grouped(rows, (row) => JSON.stringify(keysOf(row)))
  if ((query.dimensions ?? []).length === 0) fill(groups, query, from, to)
  const found = [...groups].map(([keys, members]) => ({
    ...(JSON.parse(keys) as Answer),
    ...Object.fromEntries(
      query.metrics.map((metric) => [metricName(metric), measured(view, metric, members, query, call)]),
    ),
  }))
  return sorted(found, query).slice(0, query.config?.row_limit ?? defaultLimit)
}

function measured<Row>(
  view: MetricsView<Row>,
  {measure, aggregation}: MetricsQuery['metrics'][number],
  rows: Row[],
  query: MetricsQuery,
  call: Call,
): Json {
  const values = rows.map((row) => view.measures[measure]?.(row, call))
  return aggregate(measure.startsWith('unique') ? 'uniq' : aggregation, values, query.config?.bins)
}

/** Without dimensions there is always a row, or one for each step of time unless the query brings its own order. */
function fill<Row>(groups: Map<string, Row[]>, query: MetricsQuery, from: string, to: string): void {
  const empty = query.timeDimension
    ? (query.orderBy ?? []).length > 0
      ? []
      : bucketsBetween(query.timeDimension.granularity, from, to).map((time_dimension) => ({time_dimension}))
    : [{}]
  for (const keys of empty) if (!groups.has(JSON.stringify(keys))) groups.set(JSON.stringify(keys), [])
}

function sorted(rows: Answer[], query: MetricsQuery): Answer[] {
  const [first] = query.metrics
  const byMetric = first ? [{field: metricName(first), direction: 'desc' as const}] : []
  const byTime = [{field: 'time_dimension', direction: 'asc' as const}]
  const order = query.orderBy?.length ? query.orderBy : query.timeDimension ? byTime : byMetric
  return rows.sort((a, b) => {
    for (const {field, direction} of order) {
      const difference = compare(a[field] ?? null, b[field] ?? null)
      if (difference !== 0) return direction === 'asc' ? difference : -difference
    }
    return 0
  })
}

function compare(a: Json, b: Json): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

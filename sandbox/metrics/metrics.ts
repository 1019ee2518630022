import {type Columns, readConditions} from '../filter/filter.js'
import {spanColumns} from '../filter/span-columns.js'
import {type Call, invalidRequest, ok, type Reply} from '../http/call.js'
import {legacy, op, type Routes} from '../http/router.js'
import type {Json, JsonObject} from '../store/json.js'
import {grouped} from '../store/row-map.js'
import {instant} from '../store/traces.js'
import {requireMode, withMetricsV2} from '../version-4/availability.js'
import {aggregate} from './aggregate.js'
import {type MetricsQuery, readMetricsQuery} from './metrics-query.js'
import {bucketOf, bucketsBetween} from './time-buckets.js'
import {type MetricsView, type Values, withView} from './views.js'

/** Over traces, observations and scores, both bounds of time included; without a limit unless the query sets one. */
function queryV1(call: Call): Reply {
  const query = readMetricsQuery(call.query, 'v1')
  return withView(query.view, 'v1', (view) => {
    checkNames(view, query)
    return ok({data: answer(view, query, call, undefined)})
  })
}

/** Over spans and scores; 100 rows unless the query sets a limit. */
function queryV2(call: Call): Reply {
  const query = readMetricsQuery(call.query, 'v2')
  requireMode(call.mode, withMetricsV2, 'metrics v2')
  return withView(query.view, 'v2', (view) => {
    checkNames(view, query)
    checkManifold(view.manifold, query)
    return ok({data: answer(view, query, call, 100)})
  })
}

const metricName = ({measure, aggregation}: MetricsQuery['metrics'][number]) => `${aggregation}_${measure}`
const fieldsOf = ({dimensions}: MetricsQuery) => (dimensions ?? []).map(({field}) => field)

function checkNames<Row>({dimensions, measures}: MetricsView<Row>, query: MetricsQuery): void {
  const dimension = fieldsOf(query).find((field) => !dimensions[field])
  if (dimension) throw invalidRequest(`Invalid dimension ${dimension}. Must be one of ${Object.keys(dimensions)}`)
  const metric = query.metrics.find(({measure}) => !measures[measure])
  if (metric) throw invalidRequest(`Invalid metric ${metric.measure}. Must be one of ${Object.keys(measures)}`)
  const known = ['time_dimension', ...fieldsOf(query), ...query.metrics.map(metricName)]
  const order = query.orderBy?.find(({field}) => !known.includes(field))
  if (!order) return
  throw invalidRequest(`Invalid orderBy field: ${order.field}. Must be one of the dimension or metric fields.`)
}

function checkManifold(manifold: readonly string[], query: MetricsQuery): void {
  const wide = fieldsOf(query).filter((field) => manifold.includes(field))
  const names = query.metrics.map(metricName)
  const ranked = query.orderBy?.some(({field, direction}) => direction === 'desc' && names.includes(field))
  if (wide.length === 0 || (query.config?.row_limit && ranked && !query.timeDimension)) return
  throw invalidRequest(
    `High cardinality dimension(s) '${wide.join("', '")}' require both 'config.row_limit' and 'orderBy' with direction 'desc' on a measure field.`,
  )
}

/** The columns that dimensions make, for filters. */
function columnsOf<Row>(dimensions: Values<Row>, call: Call): Columns<Row> {
  const kindOf = (name: string) => (name === 'value' ? 'number' : name === 'tags' ? 'list' : spanColumns[name]?.kind)
  return Object.fromEntries(
    Object.entries(dimensions).map(([name, of]): [string, Columns<Row>[string]] => [
      name,
      {kind: kindOf(name) ?? 'text', of: (row) => of(row, call)},
    ]),
  )
}

function answer<Row>(view: MetricsView<Row>, query: MetricsQuery, call: Call, defaultLimit: number | undefined) {
  const [from, to] = [instant(query.fromTimestamp), instant(query.toTimestamp)]
  const timeColumn = query.view === 'observations' ? 'start_time' : 'timestamp'
  const filter = readConditions(query.filters ?? [], {
    ...view.columns,
    ...columnsOf(view.dimensions, call),
    [timeColumn]: {kind: 'datetime', of: view.timeOf},
  })
  const isThen = (time: string) => time >= from && time <= to
  const rows = view.rows(call).filter((row) => isThen(view.timeOf(row)) && filter.fits(row, call.store))
  const stepOf = (row: Row) =>
    query.timeDimension ? bucketOf(view.timeOf(row), query.timeDimension.granularity, from, to) : ''
  const keysOf = (step: string, row?: Row) => {
    const named = fieldsOf(query).map((field) => [field, (row && view.dimensions[field]?.(row, call)) ?? null])
    return JSON.stringify({...Object.fromEntries(named), ...(query.timeDimension && {time_dimension: step})})
  }
  const groups = grouped(rows, (row) => keysOf(stepOf(row), row))
  const steps = new Set(rows.map(stepOf))
  for (const step of emptySteps(query, from, to)) if (!steps.has(step)) groups.set(keysOf(step), [])
  const found = [...groups].map(([keys, members]): JsonObject => {
    const measured = query.metrics.map((metric): [string, Json] => {
      const values = members.map((row) => view.measures[metric.measure]?.(row, call))
      const aggregation = metric.measure.startsWith('unique') ? 'uniq' : metric.aggregation
      return [metricName(metric), aggregate(aggregation, values, query.config?.bins)]
    })
    return {...JSON.parse(keys), ...Object.fromEntries(measured)}
  })
  return sorted(found, query).slice(0, query.config?.row_limit ?? defaultLimit)
}

/** Each step of time has a row unless the query brings its own order; without dimensions and steps there is one row. */
function emptySteps({timeDimension, dimensions, orderBy}: MetricsQuery, from: string, to: string): string[] {
  if (!timeDimension) return dimensions?.length ? [] : ['']
  return orderBy?.length ? [] : bucketsBetween(timeDimension.granularity, from, to)
}

function sorted(rows: JsonObject[], query: MetricsQuery): JsonObject[] {
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

/** The metrics of both versions. */
export const metricsRoutes: Routes = {'/metrics': {GET: legacy(queryV1)}, '/v2/metrics': {GET: op(queryV2)}}

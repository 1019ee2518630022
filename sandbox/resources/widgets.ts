import * as z from 'zod'
import {pageOf} from '../filter/conditions.js'
import type {Call, Reply} from '../http/call.js'
import {meta} from '../http/validation.js'
import {checkCoded, coded, pagesQuery, someField} from '../store/evaluation-rows.js'
import type {WidgetRow} from '../store/settings-rows.js'
import type {Store} from '../store/store.js'

const CHARTS = ['LINE_TIME_SERIES', 'AREA_TIME_SERIES', 'BAR_TIME_SERIES', 'HORIZONTAL_BAR', 'VERTICAL_BAR', 'PIE']
const chartType = z.enum([...CHARTS, 'NUMBER', 'HISTOGRAM', 'PIVOT_TABLE'])
const AGGREGATIONS = ['sum', 'avg', 'count', 'max', 'min', 'p50', 'p75', 'p90', 'p95', 'p99', 'histogram', 'uniq']
const fields = {
  name: z.string().min(1),
  view: z.enum(['observations', 'scores-numeric', 'scores-boolean', 'scores-categorical']),
  dimensions: z.array(z.object({field: z.string()})),
  metrics: z.array(z.object({measure: z.string(), agg: z.enum(AGGREGATIONS)})).min(1),
  filters: z.array(z.record(z.string(), z.json())),
  chartType,
  description: z.string().optional(),
  chartConfig: z
    .object({
      row_limit: z.number().int().max(1000).optional(),
      bins: z.number().int().optional(),
      defaultSort: z.object({column: z.string(), order: z.enum(['ASC', 'DESC'])}).optional(),
      show_value_labels: z.boolean().optional(),
      type: chartType.optional(),
    })
    .optional(),
}
const createBody = z.object(fields)
const updateBody = createBody.partial().refine(someField, 'At least one field is required')

const TIMES = ['latency', 'streamingLatency']
const TOKENS = ['inputTokens', 'outputTokens', 'totalTokens', 'outputTokensPerSecond', 'tokensPerSecond']
const REST = ['inputCost', 'outputCost', 'totalCost', 'timeToFirstToken', 'countScores', 'toolDefinitions', 'toolCalls']
const MEASURES: Record<string, string[]> = {
  observations: ['count', ...TIMES, ...TOKENS, ...REST],
  'scores-numeric': ['count', 'value'],
  'scores-boolean': ['count', 'value'],
  'scores-categorical': ['count'],
}

function refuseUnknownMeasures({view, metrics}: Pick<WidgetRow, 'metrics' | 'view'>): void {
  const allowedValues = MEASURES[view] ?? []
  const index = metrics.findIndex(({measure}) => !allowedValues.includes(measure))
  if (index < 0) return
  const message = `Measure "${metrics[index]?.measure}" is not available for view "${view}" in version "v1"`
  throw coded(400, 'invalid_request', message, {field: `metrics[${index}].measure`, allowedValues})
}

/** Makes a widget, as `POST /unstable/dashboard-widgets` does. */
export function createWidget(store: Store, body: unknown, id = store.cuid()): WidgetRow {
  const {description = null, chartConfig, ...given} = checkCoded(createBody, body, 'body')
  refuseUnknownMeasures(given)
  const now = store.stamp()
  const config = {...chartConfig, type: given.chartType}
  const {name, ...rest} = given
  const row = {id, createdAt: now, updatedAt: now, name, description, ...rest, chartConfig: config}
  store.settings.widgets.set(id, row)
  return row
}

/** The widget of an id. */
export function findWidget(store: Store, id = ''): WidgetRow {
  const row = store.settings.widgets.get(id)
  if (!row) throw coded(404, 'resource_not_found', `Dashboard widget ${id} not found`)
  return row
}

/** `GET /unstable/dashboard-widgets`, newest first. */
export function list({store, query}: Call): Reply {
  const {page, limit} = checkCoded(pagesQuery, query, 'query')
  const rows = [...store.settings.widgets.values()].reverse()
  return {status: 200, body: {data: pageOf(rows, page, limit), meta: meta(page, limit, rows.length)}}
}

/** `POST /unstable/dashboard-widgets`. */
export function create({store, body}: Call): Reply {
  return {status: 200, body: createWidget(store, body)}
}

/** `GET /unstable/dashboard-widgets/{widgetId}`. */
export function get({store, params}: Call): Reply {
  return {status: 200, body: findWidget(store, params.widgetId)}
}

/** `PATCH /unstable/dashboard-widgets/{widgetId}`. */
export function update({store, params, body}: Call): Reply {
  const given = checkCoded(updateBody, body, 'body')
  const row = findWidget(store, params.widgetId)
  refuseUnknownMeasures({view: given.view ?? row.view, metrics: given.metrics ?? row.metrics})
  const chartConfig = {...(given.chartConfig ?? row.chartConfig), type: given.chartType ?? row.chartType}
  return {status: 200, body: Object.assign(row, given, {chartConfig, updatedAt: store.stamp()})}
}

/** `DELETE /unstable/dashboard-widgets/{widgetId}`: not while a dashboard shows it. */
export function remove({store, params}: Call): Reply {
  const {id} = findWidget(store, params.widgetId)
  const users = [...store.settings.dashboards.values()].filter(({definition}) =>
    definition.widgets.some((tile) => tile.type === 'widget' && tile.widgetId === id),
  )
  if (users.length > 0) {
    const names = users.map(({name}) => `"${name}"`).join(', ')
    const text = `Cannot delete widget because it is still used in the following dashboards: ${names}.`
    throw coded(409, 'conflict', `${text} Please remove the widget from these dashboards first.`)
  }
  store.settings.widgets.delete(id)
  return {status: 200, body: {message: 'Dashboard widget successfully deleted'}}
}

import * as z from 'zod'
import {condition} from '../../filter/compile.js'
import {inputAs, jsonArray, moment, someOf, text} from '../../operation/fields.js'
import {identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'
import {AGGREGATIONS} from '../metrics/endpoints.js'

const routes = defineRoutes({limits: {rate: 'public-api', since: '3.216.0'}})
const widgetId = {help: 'Id of the widget: see dashboards widgets list'}

/** A chart that dashboards show. */
export const widget = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  view: z.string(),
  dimensions: z.array(z.unknown()),
  metrics: z.array(z.unknown()),
  filters: z.array(z.unknown()),
  chartType: z.string(),
  chartConfig: z.unknown(),
  createdAt: moment(),
  updatedAt: moment(),
})

const chartType = z.enum([
  'LINE_TIME_SERIES',
  'AREA_TIME_SERIES',
  'BAR_TIME_SERIES',
  'HORIZONTAL_BAR',
  'VERTICAL_BAR',
  'PIE',
  'NUMBER',
  'HISTOGRAM',
  'PIVOT_TABLE',
])

const aggregation = z.enum(AGGREGATIONS)

const chartConfig = z.strictObject({
  type: chartType.optional(),
  row_limit: z.int().min(1).max(1000, 'at most 1000 rows').optional(),
  bins: z.int().min(1).optional(),
  defaultSort: z.strictObject({column: z.string(), order: z.enum(['ASC', 'DESC'])}).optional(),
  show_value_labels: z.boolean().optional(),
})

const fields = {
  name: identifier('Name'),
  view: z
    .enum(['observations', 'scores-numeric', 'scores-boolean', 'scores-categorical'])
    .describe('What the numbers are of'),
  dimensions: jsonArray(z.strictObject({field: z.string()}), 'What to group by: [{"field": "name"}], or []'),
  metrics: z
    .array(z.strictObject({measure: z.string(), agg: aggregation}))
    .min(1, 'at least one metric')
    .meta(inputAs('json', 'What to show: [{"measure": "totalCost", "agg": "sum"}]')),
  filters: jsonArray(condition, 'Conditions, or []: [{"type", "column", "operator", "value"}]'),
  chartType: chartType.describe('Kind of chart'),
  description: text('What it shows').optional(),
  chartConfig: chartConfig
    .meta(inputAs('json', 'Settings of the chart: row_limit (up to 1000), bins, defaultSort, show_value_labels'))
    .optional(),
}

function sameChart(body: {chartType?: string | undefined; chartConfig?: {type?: string | undefined} | undefined}) {
  const type = body.chartConfig?.type
  return type === undefined || body.chartType === undefined || type === body.chartType
}
const otherChart = {path: ['chartConfig'], error: 'its type must be that of --chart-type'}

/** Newest first. */
export const list = routes.list('/api/public/unstable/dashboard-widgets', {paging: 'page', item: widget})

/** One widget. */
export const get = routes.get('/api/public/unstable/dashboard-widgets/{widgetId}', {
  params: {widgetId},
  response: widget,
})

/** Belongs to no dashboard until it is placed. */
export const create = routes.post('/api/public/unstable/dashboard-widgets', {
  body: z.strictObject(fields).refine(sameChart, otherChart),
  response: widget,
})

/** Given fields are replaced as a whole, the others stay. */
export const update = routes.patch('/api/public/unstable/dashboard-widgets/{widgetId}', {
  idempotent: () => true,
  params: {widgetId},
  body: someOf(z.strictObject(fields).partial()).refine(sameChart, otherChart),
  response: widget,
})

/** Refused with 409 while a dashboard shows it. */
export const remove = routes.delete('/api/public/unstable/dashboard-widgets/{widgetId}', {
  params: {widgetId},
  response: z.looseObject({message: z.string()}),
})

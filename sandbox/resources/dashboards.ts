import * as z from 'zod'
import {type Call, ok, type Reply} from '../http/call.js'
import {resource} from '../http/resource.js'
import {op, type Routes} from '../http/router.js'
import {checkCoded, coded, someField} from '../http/validation.js'
import type {Store} from '../store/store.js'

const nothing = 'At least one field is required'
const CHARTS = ['LINE_TIME_SERIES', 'AREA_TIME_SERIES', 'BAR_TIME_SERIES', 'HORIZONTAL_BAR', 'VERTICAL_BAR', 'PIE']
const AGGREGATIONS = ['sum', 'avg', 'count', 'max', 'min', 'p50', 'p75', 'p90', 'p95', 'p99', 'histogram', 'uniq']
const chartType = z.enum([...CHARTS, 'NUMBER', 'HISTOGRAM', 'PIVOT_TABLE'])
const widgetBody = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  view: z.enum(['observations', 'scores-numeric', 'scores-boolean', 'scores-categorical']),
  dimensions: z.array(z.object({field: z.string()})),
  metrics: z.array(z.object({measure: z.string(), agg: z.enum(AGGREGATIONS)})).min(1),
  filters: z.array(z.record(z.string(), z.json())),
  chartType,
  chartConfig: z
    .object({
      row_limit: z.number().int().max(1000).optional(),
      bins: z.number().int().optional(),
      defaultSort: z.object({column: z.string(), order: z.enum(['ASC', 'DESC'])}).optional(),
      show_value_labels: z.boolean().optional(),
      type: chartType.optional(),
    })
    .optional(),
})

const TIMES = ['latency', 'streamingLatency']
const TOKENS = ['inputTokens', 'outputTokens', 'totalTokens', 'outputTokensPerSecond', 'tokensPerSecond']
const REST = ['inputCost', 'outputCost', 'totalCost', 'timeToFirstToken', 'countScores', 'toolDefinitions', 'toolCalls']
const MEASURES: Record<string, string[]> = {
  observations: ['count', ...TIMES, ...TOKENS, ...REST],
  'scores-numeric': ['count', 'value'],
  'scores-boolean': ['count', 'value'],
  'scores-categorical': ['count'],
}

function refuseUnknownMeasures({view, metrics}: {view: string; metrics: {measure: string}[]}): void {
  const allowedValues = MEASURES[view] ?? []
  const index = metrics.findIndex(({measure}) => !allowedValues.includes(measure))
  if (index < 0) return
  const message = `Measure "${metrics[index]?.measure}" is not available for view "${view}" in version "v1"`
  throw coded(400, 'invalid_request', message, {field: `metrics[${index}].measure`, allowedValues})
}

function refuseUsed(store: Store, id: string): void {
  const users = [...dashboards.rows(store).values()].filter(({definition}) =>
    definition.widgets.some((tile) => tile.type === 'widget' && tile.widgetId === id),
  )
  if (users.length === 0) return
  const names = users.map(({name}) => `"${name}"`).join(', ')
  const text = `Cannot delete widget because it is still used in the following dashboards: ${names}.`
  throw coded(409, 'conflict', `${text} Please remove the widget from these dashboards first.`)
}

/** Charts for dashboards. */
export const widgets = resource({
  path: '/unstable/dashboard-widgets',
  create: (store, body) => {
    const {name, description = null, chartConfig, ...given} = checkCoded(widgetBody, body)
    refuseUnknownMeasures(given)
    const config = {...chartConfig, type: given.chartType}
    return {id: store.cuid(), ...store.dates(), name, description, ...given, chartConfig: config}
  },
  param: 'widgetId',
  missing: (id) => `Dashboard widget ${id} not found`,
  family: 'evaluation',
  list: {},
  update: {
    body: widgetBody.partial().refine(someField, nothing),
    change: (given, row) => {
      refuseUnknownMeasures({view: given.view ?? row.view, metrics: given.metrics ?? row.metrics})
      const chartConfig = {...(given.chartConfig ?? row.chartConfig), type: given.chartType ?? row.chartType}
      return {...given, chartConfig}
    },
  },
  remove: {
    answer: {message: 'Dashboard widget successfully deleted'},
    refuse: ({id}, store) => refuseUsed(store, id),
  },
})

const place = z.number().int().min(0)
const extent = z.number().int().min(1)
const position = {x: place, y: place, width: extent, height: extent}
const ofWidget = {type: z.literal('widget'), widgetId: z.string()}
const ofPreset = {type: z.literal('preset'), presetId: z.string()}
const whole = z.object({id: z.string(), ...position})
const tile = z.discriminatedUnion('type', [whole.extend(ofWidget), whole.extend(ofPreset)])
const somewhere = z.object({
  id: z.string().optional(),
  x: place.default(0),
  y: place.optional(),
  width: extent.default(6),
  height: extent.default(6),
})
const newTile = z.discriminatedUnion('type', [somewhere.extend(ofWidget), somewhere.extend(ofPreset)])
const dashboardBody = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  definition: z.object({widgets: z.array(tile)}).optional(),
  filters: z.array(z.record(z.string(), z.json())).optional(),
})
const moveBody = z.object(position).partial().refine(someField, nothing)

/** Whatever is said to show a widget has to show one that is there. */
function refuseUnknown(store: Store, tiles: readonly {type: string; widgetId?: string}[] = []): void {
  const known = widgets.rows(store)
  const missing = tiles.find(({type, widgetId = ''}) => type === 'widget' && !known.has(widgetId))
  if (missing) throw coded(404, 'resource_not_found', `Dashboard widget ${missing.widgetId} not found`)
}

/** Dashboards with their tiles. */
export const dashboards = resource({
  path: '/unstable/dashboards',
  create: (store, given) => {
    const {name, description = null, definition = {widgets: []}, filters = []} = checkCoded(dashboardBody, given)
    refuseUnknown(store, definition.widgets)
    return {id: store.cuid(), ...store.dates(), name, description, definition, filters}
  },
  param: 'dashboardId',
  missing: (id) => `Dashboard ${id} not found`,
  family: 'evaluation',
  list: {},
  update: {
    body: dashboardBody.partial().refine(someField, nothing),
    change: (given, _, store) => {
      refuseUnknown(store, given.definition?.widgets)
      return given
    },
  },
  remove: {answer: {message: 'Dashboard successfully deleted'}},
})

function findTile(call: Call) {
  const {placementId} = call.params
  const found = dashboards.find(call).definition.widgets.find(({id}) => id === placementId)
  if (!found) throw coded(404, 'resource_not_found', `Placement ${placementId} not found`)
  return found
}

/** Below all others unless told where. */
function addTile(call: Call): Reply {
  const given = checkCoded(newTile, call.body)
  const {widgets} = dashboards.find(call).definition
  refuseUnknown(call.store, [given])
  const below = Math.max(0, ...widgets.map(({y, height}) => y + height))
  const {x, y = below, width, height, id = call.store.uuid(), ...shows} = given
  const row = {...shows, id, x, y, width, height}
  widgets.push(row)
  return ok(row)
}

function moveTile(call: Call): Reply {
  const given = checkCoded(moveBody, call.body)
  return ok(Object.assign(findTile(call), given))
}

function removeTile(call: Call): Reply {
  const {widgets} = dashboards.find(call).definition
  widgets.splice(widgets.indexOf(findTile(call)), 1)
  return ok({message: 'Placement successfully deleted'})
}

/** Dashboards, their tiles, and widgets. */
export const dashboardRoutes: Routes = {
  ...widgets.routes,
  ...dashboards.routes,
  '/unstable/dashboards/{dashboardId}/placements': {POST: op(addTile, 'evaluation')},
  '/unstable/dashboards/{dashboardId}/placements/{placementId}': {
    PATCH: op(moveTile, 'evaluation'),
    DELETE: op(removeTile, 'evaluation'),
  },
}

import * as z from 'zod'
import {pageOf} from '../filter/conditions.js'
import type {Call, Reply} from '../http/call.js'
import {meta} from '../http/validation.js'
import type {Methods, Operation} from '../routes.js'
import {checkCoded, coded, pagesQuery, someField} from '../store/evaluation-rows.js'
import type {DashboardRow, PlacementRow} from '../store/settings-rows.js'
import type {Store} from '../store/store.js'
import * as widgets from './widgets.js'

const position = {
  x: z.number().int().min(0),
  y: z.number().int().min(0),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
}
const ofWidget = {type: z.literal('widget'), widgetId: z.string()}
const ofPreset = {type: z.literal('preset'), presetId: z.string()}
const tile = z.discriminatedUnion('type', [
  z.object({...ofWidget, id: z.string(), ...position}),
  z.object({...ofPreset, id: z.string(), ...position}),
])
const somewhere = z.object({
  id: z.string().optional(),
  x: position.x.default(0),
  y: position.y.optional(),
  width: position.width.default(6),
  height: position.height.default(6),
})
const newTile = z.discriminatedUnion('type', [somewhere.extend(ofWidget), somewhere.extend(ofPreset)])
const createBody = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  definition: z.object({widgets: z.array(tile)}).optional(),
  filters: z.array(z.record(z.string(), z.json())).optional(),
})
const nothing = 'At least one field is required'
const updateBody = createBody.partial().refine(someField, nothing)
const moveBody = z.object(position).partial().refine(someField, nothing)

function checkTiles(store: Store, tiles: PlacementRow[] = []): void {
  for (const one of tiles) if (one.type === 'widget') widgets.findWidget(store, one.widgetId)
}

/** Makes a dashboard, as `POST /unstable/dashboards` does. */
export function createDashboard(store: Store, body: unknown, id = store.cuid()): DashboardRow {
  const given = checkCoded(createBody, body, 'body')
  const {name, description = null, definition = {widgets: []}, filters = []} = given
  checkTiles(store, definition.widgets)
  const now = store.stamp()
  const row = {id, createdAt: now, updatedAt: now, name, description, definition, filters}
  store.settings.dashboards.set(id, row)
  return row
}

function find({store, params}: Call): DashboardRow {
  const row = store.settings.dashboards.get(params.dashboardId ?? '')
  if (!row) throw coded(404, 'resource_not_found', `Dashboard ${params.dashboardId} not found`)
  return row
}

function findTile(row: DashboardRow, id = ''): PlacementRow {
  const found = row.definition.widgets.find((one) => one.id === id)
  if (!found) throw coded(404, 'resource_not_found', `Placement ${id} not found`)
  return found
}

function list({store, query}: Call): Reply {
  const {page, limit} = checkCoded(pagesQuery, query, 'query')
  const rows = [...store.settings.dashboards.values()].reverse()
  return {status: 200, body: {data: pageOf(rows, page, limit), meta: meta(page, limit, rows.length)}}
}

function update(call: Call): Reply {
  const given = checkCoded(updateBody, call.body, 'body')
  const row = find(call)
  checkTiles(call.store, given.definition?.widgets)
  return {status: 200, body: Object.assign(row, given, {updatedAt: call.store.stamp()})}
}

function remove(call: Call): Reply {
  call.store.settings.dashboards.delete(find(call).id)
  return {status: 200, body: {message: 'Dashboard successfully deleted'}}
}

/** Below all others unless told where. */
function place(call: Call): Reply {
  const given = checkCoded(newTile, call.body, 'body')
  const {definition} = find(call)
  if (given.type === 'widget') widgets.findWidget(call.store, given.widgetId)
  const below = Math.max(0, ...definition.widgets.map(({y, height}) => y + height))
  const {x, y = below, width, height, id = call.store.uuid()} = given
  const shows =
    given.type === 'widget'
      ? {type: given.type, widgetId: given.widgetId}
      : {type: given.type, presetId: given.presetId}
  const row: PlacementRow = {...shows, id, x, y, width, height}
  definition.widgets.push(row)
  return {status: 200, body: row}
}

function move(call: Call): Reply {
  const given = checkCoded(moveBody, call.body, 'body')
  return {status: 200, body: Object.assign(findTile(find(call), call.params.placementId), given)}
}

function takeOff(call: Call): Reply {
  const {definition} = find(call)
  const {id} = findTile(find(call), call.params.placementId)
  definition.widgets = definition.widgets.filter((one) => one.id !== id)
  return {status: 200, body: {message: 'Placement successfully deleted'}}
}

const op = (handle: Operation['handle']): Operation => ({handle, family: 'evaluation'})

/** Dashboards, their tiles, and widgets. */
export const dashboardRoutes: Record<string, Methods> = {
  '/unstable/dashboard-widgets': {GET: op(widgets.list), POST: op(widgets.create)},
  '/unstable/dashboard-widgets/{widgetId}': {
    GET: op(widgets.get),
    PATCH: op(widgets.update),
    DELETE: op(widgets.remove),
  },
  '/unstable/dashboards': {
    GET: op(list),
    POST: op(({store, body}) => ({status: 200, body: createDashboard(store, body)})),
  },
  '/unstable/dashboards/{dashboardId}': {
    GET: op((call) => ({status: 200, body: find(call)})),
    PATCH: op(update),
    DELETE: op(remove),
  },
  '/unstable/dashboards/{dashboardId}/placements': {POST: op(place)},
  '/unstable/dashboards/{dashboardId}/placements/{placementId}': {PATCH: op(move), DELETE: op(takeOff)},
}

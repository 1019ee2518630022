import * as z from 'zod'
import {condition} from '../../filter/compile.js'
import {inputAs, jsonArray, moment, someOf, text} from '../../operation/fields.js'
import {addressable, identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'public-api', since: '3.216.0'}})
const dashboardId = {help: 'Id of the dashboard: see dashboards list'}

/** A tile of a dashboard, on a grid of 12 columns. */
export const placement = z.looseObject({
  id: z.string(),
  type: z.string(),
  widgetId: z.string().nullish(),
  presetId: z.string().nullish(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
})

/** A dashboard with its tiles. */
export const dashboard = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  definition: z.looseObject({widgets: z.array(placement)}),
  filters: z.array(z.unknown()).nullish(),
  createdAt: moment(),
  updatedAt: moment(),
})

const position = {
  x: z.int().min(0).describe('Column of its left edge, of 12, from 0'),
  y: z.int().min(0).describe('Row of its upper edge, from 0'),
  width: z.int().min(1).describe('Columns that it covers'),
  height: z.int().min(1).describe('Rows that it covers'),
}
const tile = {id: addressable('Id of the tile'), ...position}

const fields = {
  name: identifier('Name'),
  description: text('What it shows').optional(),
  definition: z
    .strictObject({
      widgets: z.array(
        z.union([
          z.strictObject({type: z.literal('widget'), widgetId: z.string().min(1), ...tile}),
          z.strictObject({type: z.literal('preset'), presetId: z.string().min(1), ...tile}),
        ]),
      ),
    })
    .meta(
      inputAs('json', 'All tiles: {"widgets": [{"type": "widget", "id", "widgetId", "x", "y", "width", "height"}]}'),
    )
    .optional(),
  filters: jsonArray(condition, 'Conditions for all its widgets: [{"type", "column", "operator", "value"}]').optional(),
}

/** Newest first. */
export const list = routes.list('/api/public/unstable/dashboards', {paging: 'page', item: dashboard})

/** One dashboard. */
export const get = routes.get('/api/public/unstable/dashboards/{dashboardId}', {
  params: {dashboardId},
  response: dashboard,
})

/** Names need not be unique: a repeat makes a second one. */
export const create = routes.post('/api/public/unstable/dashboards', {
  body: z.strictObject(fields),
  response: dashboard,
})

/** Given fields are replaced as a whole, all tiles with the definition; the others stay. */
export const update = routes.patch('/api/public/unstable/dashboards/{dashboardId}', {
  idempotent: () => true,
  params: {dashboardId},
  body: someOf(z.strictObject(fields).partial()),
  response: dashboard,
})

/** The widgets that it shows stay. */
export const remove = routes.delete('/api/public/unstable/dashboards/{dashboardId}', {
  params: {dashboardId},
  response: z.looseObject({message: z.string()}),
})

const placementId = {help: 'Id of the tile: see definition.widgets of dashboards get'}

/** Adds a tile, below the others unless said. */
export const createPlacement = routes.post('/api/public/unstable/dashboards/{dashboardId}/placements', {
  params: {dashboardId},
  body: z
    .strictObject({
      type: z.enum(['widget', 'preset']).describe('A widget of the project, or one that the server brings along'),
      widgetId: z.string().min(1).describe('The widget, for --type widget').optional(),
      presetId: z.string().min(1).describe('The preset, for --type preset').optional(),
      id: addressable('Id of your own for the tile').optional(),
      x: position.x.optional(),
      y: position.y.optional(),
      width: position.width.optional(),
      height: position.height.optional(),
    })
    .refine(({type, widgetId}) => (type === 'widget') === (widgetId !== undefined), {
      path: ['widgetId'],
      error: 'goes with --type widget, and only with it',
    })
    .refine(({type, presetId}) => (type === 'preset') === (presetId !== undefined), {
      path: ['presetId'],
      error: 'goes with --type preset, and only with it',
    }),
  response: placement,
})

/** Moves a tile or changes its size; what it shows stays. */
export const updatePlacement = routes.patch('/api/public/unstable/dashboards/{dashboardId}/placements/{placementId}', {
  idempotent: () => true,
  params: {dashboardId, placementId},
  body: someOf(z.strictObject(position).partial()),
  response: placement,
})

/** Takes a tile off; the widget itself stays. */
export const removePlacement = routes.delete('/api/public/unstable/dashboards/{dashboardId}/placements/{placementId}', {
  params: {dashboardId, placementId},
  response: z.looseObject({message: z.string()}),
})

import {putIntegration} from '../../sandbox/resources/blob-storage.js'
import {createDashboard} from '../../sandbox/resources/dashboards.js'
import {putConnection} from '../../sandbox/resources/llm-connections.js'
import {createWidget} from '../../sandbox/resources/widgets.js'
import type {ConnectionRow, DashboardRow, IntegrationRow, WidgetRow} from '../../sandbox/store/settings-rows.js'
import type {Store} from '../../sandbox/store/store.js'
import type {Recording} from './replay.js'

const widget = {
  ...{name: 'w', description: 'd', view: 'observations', dimensions: [{field: 'name'}], filters: []},
  ...{metrics: [{measure: 'count', agg: 'count'}], chartType: 'HORIZONTAL_BAR', chartConfig: {row_limit: 10}},
}
const integration = {
  ...{type: 'S3_COMPATIBLE', bucketName: 'b', region: 'r', exportFrequency: 'daily', enabled: false},
  ...{forcePathStyle: true, fileType: 'JSONL', exportMode: 'FULL_HISTORY'},
}

/** The dashboards, widgets, connections and exports that were on the server when a request about them was recorded. */
export function seedRecordedSettings(store: Store, recordings: Recording[], recording: Recording): void {
  const {name, request} = recording
  if (name.startsWith('unstable_dashboard')) seedCharts(store, recordings, recording)
  if (name.startsWith('llmConnections_')) seedConnections(store, recordings, recording)
  if (!name.startsWith('blobStorageIntegrations_')) return
  const {integrations} = store.settings
  for (const row of rowsIn<IntegrationRow>(recordings, 'blobStorageIntegrations_get')) integrations.set(row.id, row)
  if (/Status$|_delete\w+$/.test(name)) putIntegration(store, {projectId: lastOf(request.path), ...integration})
}

function lastOf(path: string): string {
  return path.split('/').at(-1) ?? ''
}

/** The rows of the lists whose names begin so. */
function rowsIn<Row>(recordings: Recording[], prefix: string): Row[] {
  return recordings
    .filter(({name, response}) => name.startsWith(prefix) && response.status === 200)
    .flatMap(({response}) => (response.body as {data?: Row[]}).data ?? [])
}

function seedCharts(store: Store, recordings: Recording[], {name, request, response}: Recording): void {
  const {widgets, dashboards} = store.settings
  if (name.startsWith('unstable_dashboardWidgets_list')) {
    for (const row of rowsIn<WidgetRow>(recordings, 'unstable_dashboardWidgets_list')) widgets.set(row.id, row)
    return
  }
  if (name.startsWith('unstable_dashboards_list')) {
    for (const row of rowsIn<DashboardRow>(recordings, 'unstable_dashboards_list')) dashboards.set(row.id, row)
    return
  }
  const [, , , , kind, id = '', , placementId = ''] = request.path.split('/')
  const {widgetId = id} = (request.body ?? {}) as {widgetId?: string}
  if (widgetId !== 'nope') createWidget(store, widget, widgetId)
  if (kind === 'dashboards' && id !== '' && id !== 'nope') createDashboard(store, {name: 'd', description: 'd'}, id)
  const tileOf = (tile: string) => ({type: 'widget' as const, id: tile, widgetId: id, x: 0, y: 0, width: 6, height: 6})
  const [, title = ''] = /"([^"]+)"/.exec((response.body as {message?: string} | null)?.message ?? '') ?? []
  if (name.endsWith('in_use')) createDashboard(store, {name: title, definition: {widgets: [tileOf('t')]}})
  if (placementId !== '' && placementId !== 'nope') {
    dashboards.get(id)?.definition.widgets.push(tileOf(placementId))
  }
}

function seedConnections(store: Store, recordings: Recording[], {name, request}: Recording): void {
  const {connections} = store.settings
  const body = {provider: 'openai', adapter: 'openai', secretKey: 'sk'}
  if (name.startsWith('llmConnections_list')) {
    for (const row of rowsIn<ConnectionRow>(recordings, 'llmConnections_list')) connections.set(row.id, row)
  }
  if (name === 'llmConnections_delete') putConnection(store, body, lastOf(request.path))
  if (name.startsWith('llmConnections_upsert.update')) {
    putConnection(store, {...body, provider: (request.body as {provider: string}).provider})
  }
}

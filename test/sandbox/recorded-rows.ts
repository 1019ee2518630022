import {integrations} from '../../sandbox/resources/blob-storage.js'
import {comments} from '../../sandbox/resources/comments.js'
import {dashboards, widgets} from '../../sandbox/resources/dashboards.js'
import {evaluatorRows, evaluators, newEvaluator, rulesOf} from '../../sandbox/resources/evaluation/evaluators.js'
import {rules} from '../../sandbox/resources/evaluation/rules.js'
import {connections} from '../../sandbox/resources/llm-connections.js'
import {models} from '../../sandbox/resources/models.js'
import {queues} from '../../sandbox/resources/queues.js'
import {scoreConfigs} from '../../sandbox/resources/scores/score-configs.js'
import type {Store} from '../../sandbox/store/store.js'
import type {Recording} from './replay.js'

/** A row as an answer shows it. */
export type Shown = {[key: string]: unknown} & {id: string}

const known = new WeakMap<Recording[], Map<string, Shown[]>>()

/** The rows that answers to requests of these names show, lists and single ones alike: each once, the oldest first. */
export function shownRows(recordings: Recording[], pattern: RegExp, nested?: string): Shown[] {
  const kept = known.get(recordings) ?? new Map<string, Shown[]>()
  const key = `${pattern} ${nested}`
  const rows = kept.get(key) ?? readRows(recordings, pattern, nested)
  known.set(recordings, kept.set(key, rows))
  return rows
}

function readRows(recordings: Recording[], pattern: RegExp, nested?: string): Shown[] {
  const bodies = recordings
    .filter(({name, response}) => pattern.test(name) && response.status < 300)
    .map(({response}) => response.body as {[key: string]: unknown} & {data?: Shown[]})
  const rows = bodies.flatMap((body) => (nested ? ((body[nested] as Shown[]) ?? []) : (body.data ?? [body as Shown])))
  const byId = new Map(rows.filter(({id}) => id !== undefined).map((row) => [row.id, row]))
  if (nested) return [...byId.values()]
  const timeOf = ({timestamp, startTime, createdAt}: Shown) => String(timestamp ?? startTime ?? createdAt)
  return [...byId.values()].sort((a, b) => timeOf(a).localeCompare(timeOf(b)))
}

const PLACE = {x: 0, y: 0, width: 6, height: 6}

interface Kind {
  /** Names of the requests about it. */
  about: RegExp
  /** Names of the requests whose answers are rows. */
  shown: RegExp
  rows: (store: Store) => Map<string, {id: string}>
  /** A row as it is kept, where it is shown otherwise. */
  kept?: (row: Shown) => {id: string}
}

const KINDS: Kind[] = [
  {about: /^comments_/, shown: /^comments_get/, rows: comments.rows},
  {about: /^scoreConfigs_/, shown: /^scoreConfigs_/, rows: scoreConfigs.rows},
  {
    about: /^annotationQueues_.*Queues?(\.|$)/,
    shown: /^annotationQueues_(listQueues|getQueue)(\.|$)/,
    rows: queues.rows,
    kept: (row) => ({...row, items: new Map(), users: new Set()}),
  },
  {about: /^models_/, shown: /^models_/, rows: models.rows},
  {about: /^llmConnections_/, shown: /^llmConnections_(list|upsert)/, rows: connections.rows},
  {
    about: /^blobStorage/,
    shown: /^blobStorageIntegrations_(get\w+s|upsert\w+)(\.|$)/,
    rows: integrations.rows,
  },
  {about: /^unstable_dashboardWidgets_/, shown: /^unstable_dashboardWidgets_(?!delete)/, rows: widgets.rows},
  {about: /^unstable_dashboards_/, shown: /^unstable_dashboards_(list|get|create|update)(\.|$)/, rows: dashboards.rows},
  {
    about: /^unstable_evaluators_/,
    shown: /^unstable_evaluators_(?!delete)/,
    rows: evaluators.rows,
    kept: ({version, scope, type, prompt, outputDefinition, modelConfig, ...row}) => {
      const definition = {type, prompt, outputDefinition, modelConfig}
      const versions = Array.from({length: Number(version)}, () => ({id: row.id, definition}))
      return {...row, managed: scope === 'managed', versions}
    },
  },
  {
    about: /^unstable_evaluationRules_/,
    shown: /^unstable_evaluationRules_(?!delete)/,
    rows: rules.rows,
    kept: ({evaluator, mapping, ...row}) => {
      const {id: evaluatorId} = evaluator as Shown
      return {...row, evaluatorAssignments: [{evaluatorId, variableMapping: mapping}]}
    },
  },
]

/** The last part of a path: an id, where there is one. */
export function lastOf({request}: Recording): string {
  return request.path.split('/').at(-1) ?? ''
}

/**
 * Makes as many rows as a list counts: without a filter, those that it does not show go; copies of a row stand for those
 * that it counts without showing them.
 */
export function resize(rows: Map<string, {id: string}>, {request, response}: Recording): void {
  const {meta, data = []} = (response.body ?? {}) as {meta?: {totalItems?: number}; data?: Shown[]}
  const total = meta?.totalItems
  if (total === undefined) return
  const shown = new Set(data.map(({id}) => id))
  const isFiltered = Object.keys(request.query).some((name) => !['fields', 'foo', 'limit', 'page'].includes(name))
  const others = [...rows.keys()].filter((id) => !isFiltered && !shown.has(id))
  for (const id of others) if (rows.size > total) rows.delete(id)
  if (data.length === total) return
  const fits = (row: object) =>
    Object.entries(request.query).every(([name, value]) => [undefined, value].includes(Reflect.get(row, name)))
  const first = rows.get(data[0]?.id ?? '') ?? [...rows.values()][0]
  for (let number = [...rows.values()].filter(fits).length; first && number < total; number += 1) {
    rows.set(`counted-${number}`, {...first, id: `counted-${number}`})
  }
}

/** The plain rows that were on the server when a request was recorded: those that its answers and those of others show. */
export function seedPlainRows(store: Store, recordings: Recording[], recording: Recording): void {
  const {name, request, response} = recording
  const own = (response.body ?? {}) as {id?: string}
  for (const {about, shown, rows, kept = (row: Shown) => row} of KINDS) {
    const found = rows(store)
    for (const row of [...shownRows(recordings, shown), ...shownRows([recording], shown)])
      found.set(row.id, {...kept(row)})
    if (!about.test(name)) continue
    const id = lastOf(recording)
    const last = [...found.values()].at(-1)
    if (request.method === 'DELETE' && response.status === 200 && last) found.set(id, {...last, id})
    if ((request.method === 'POST' || response.status === 201) && own.id) found.delete(own.id)
    resize(found, recording)
  }
  seedTiles(store, recording)
  seedQueue(store, recording)
  seedEvaluators(store, recordings, recording)
  const items = [
    ...shownRows(recordings, /^annotationQueues_(create|get|list)QueueItems?(\.|$)/),
    ...shownRows([recording], /^annotationQueues_\w+QueueItem(\.|$)/),
  ]
  for (const row of items) {
    const found: Map<string, {id: string}> | undefined = queues.rows(store).get(String(row.queueId))?.items
    found?.set(row.id, {...row})
  }
}

/** The tile that a request is about, or that keeps a widget from being deleted. */
function seedTiles(store: Store, {name, request, response}: Recording): void {
  const [, , , , , id = '', , placementId] = request.path.split('/')
  const [widgetId = ''] = widgets.rows(store).keys()
  const tileOf = (tile: string, widget: string) => ({type: 'widget' as const, id: tile, widgetId: widget, ...PLACE})
  if (placementId && response.status === 200) {
    dashboards.rows(store).get(id)?.definition.widgets.push(tileOf(placementId, widgetId))
  }
  if (!name.endsWith('Widgets_delete.in_use')) return
  const [, title] = /"([^"]+)"/.exec(JSON.parse(JSON.stringify(response.body)).message) ?? []
  dashboards.create(store, {name: title, definition: {widgets: [tileOf('tile', id)]}})
}

/** The queue that somebody is to work on, or that has the name of a new one already. */
function seedQueue(store: Store, {name, request, response}: Recording): void {
  const [, , , , id = ''] = request.path.split('/')
  const isThere =
    name.endsWith('createQueue.duplicate') || (name.includes('QueueAssignment') && response.status === 200)
  const {name: queueName = 'any'} = (request.body ?? {}) as {name?: string}
  const known = [...queues.rows(store).values()]
  if (!isThere || known.some((queue) => queue.id === id || queue.name === queueName)) return
  const config = scoreConfigs.create(store, {name: 'any', dataType: 'BOOLEAN'})
  queues.create(store, {name: queueName, scoreConfigIds: [config.id]}, id)
}

/** The evaluators that rules name, and the rules that keep one from being deleted. */
function seedEvaluators(store: Store, recordings: Recording[], recording: Recording): void {
  if (!/^unstable_(evaluationRules_|evaluators_delete)/.test(recording.name)) return
  const rows = shownRows(recordings, /^unstable_evaluationRules_(?!delete)/).map(({evaluator}) => evaluator as Shown)
  const isUsed = recording.name === 'unstable_evaluators_delete.in_use'
  const names = [...JSON.stringify(recording.response.body).matchAll(/\\"((?:ev|rule)-\w+)/g)].map(([, name]) => name)
  if (isUsed) rows.push({id: lastOf(recording), name: names[0], scope: 'project'})
  for (const {id, name, scope, type} of rows) {
    if (evaluatorRows(store).has(id)) continue
    const row = newEvaluator(store, String(name))
    const versions = [{id, createdAt: row.createdAt, definition: {type: String(type)}}]
    evaluatorRows(store).set(id, {...row, id, managed: scope === 'managed', versions})
  }
  for (const name of isUsed && rulesOf(store, lastOf(recording)).length === 0 ? names.slice(1) : []) {
    const evaluator = {name: names[0], scope: 'project'}
    rules.create(store, {name, evaluator, enabled: true, target: 'observation'})
  }
}

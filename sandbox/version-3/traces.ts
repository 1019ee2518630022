import * as z from 'zod'
import {pageOf, readFilter, several} from '../filter/conditions.js'
import {type Call, invalidRequest, notFound, type Reply} from '../http/call.js'
import {check, instant, meta, paging, strictDate} from '../http/validation.js'
import {descending} from '../store/grouped.js'
import {keeping} from '../store/row-map.js'
import type {TraceRow} from '../store/rows.js'
import type {Json, Store} from '../store/store.js'
import {costOf, observationsOf, shownObservation} from './observations.js'
import {dropScores, latencyOf, scoresOf} from './trace-totals.js'

const GROUPS = ['core', 'io', 'scores', 'observations', 'metrics']
const ORDERED = [
  'id',
  'timestamp',
  'name',
  'userId',
  'release',
  'version',
  'public',
  'bookmarked',
  'sessionId',
] as const
const COLUMNS = [...ORDERED, 'environment', 'tags', 'metadata', 'latency', 'totalCost']

/** Adds a trace, or takes the place of the one with this id. */
export function putTrace(store: Store, given: Partial<TraceRow> & {id: string}): TraceRow {
  const now = store.stamp()
  const row: TraceRow = {
    id: given.id,
    projectId: store.project.id,
    name: given.name ?? null,
    timestamp: instant(given.timestamp ?? now),
    environment: given.environment ?? 'default',
    tags: given.tags ?? [],
    bookmarked: given.bookmarked ?? false,
    release: given.release ?? null,
    version: given.version ?? null,
    userId: given.userId ?? null,
    sessionId: given.sessionId ?? null,
    public: given.public ?? false,
    input: given.input ?? null,
    output: given.output ?? null,
    metadata: given.metadata ?? {},
    createdAt: given.createdAt ?? now,
    updatedAt: given.updatedAt ?? now,
    scores: given.scores ?? [],
  }
  store.traces.set(row.id, row)
  return row
}

function groupsOf(fields: string | undefined): string[] {
  const known = (fields ?? '').split(',').filter((name) => GROUPS.includes(name))
  return known.length > 0 ? known : GROUPS
}

/** What all answers show of a trace, in the order of the list. */
function core(row: TraceRow, groups: string[]): Record<string, Json> {
  const {scores, createdAt, updatedAt, ...rest} = row
  const io = groups.includes('io') ? {} : {input: null, output: null, metadata: {}}
  return {...rest, ...io, createdAt, updatedAt}
}

function metrics(store: Store, row: TraceRow, groups: string[]): {totalCost: number; latency: number} {
  if (!groups.includes('metrics')) return {totalCost: -1, latency: -1}
  const totalCost = observationsOf(store, row.id).reduce((sum, one) => sum + costOf(one), 0)
  return {totalCost, latency: latencyOf(store, row)}
}

const htmlPath = ({id, projectId}: TraceRow) => `/project/${projectId}/traces/${id}`

function summary(store: Store, row: TraceRow, groups: string[]): Record<string, Json> {
  return {
    ...core(row, groups),
    observations: groups.includes('observations') ? observationsOf(store, row.id).map(({id}) => id) : [],
    scores: groups.includes('scores') ? scoresOf(store, row).map(({id}) => id ?? null) : [],
    ...metrics(store, row, groups),
    htmlPath: htmlPath(row),
    externalId: null,
  }
}

/** A trace within a session. */
export function shownInSession(row: TraceRow): Record<string, Json> {
  return {...core(row, GROUPS), externalId: null}
}

const listQuery = z.object({
  ...paging,
  userId: z.string().optional(),
  name: z.string().optional(),
  sessionId: z.string().optional(),
  version: z.string().optional(),
  release: z.string().optional(),
  tags: several,
  environment: several,
  fromTimestamp: strictDate,
  toTimestamp: strictDate,
  orderBy: z.string().optional(),
  fields: z.string().optional(),
  filter: z.string().optional(),
})

type Order = (a: TraceRow, b: TraceRow) => number

const newestFirst = keeping(
  (store: Store) => [store.traces],
  (store) => [...store.traces.values()].sort((a, b) => descending(a.timestamp, b.timestamp)),
)

function readOrder(orderBy: string): Order {
  const [column = '', direction] = orderBy.split('.')
  const key = ORDERED.find((name) => name === column)
  if (!key) throw invalidRequest(`Invalid order by column: ${column}`)
  const sign = direction === 'asc' ? 1 : -1
  return (a, b) => sign * (String(a[key]) < String(b[key]) ? -1 : String(a[key]) > String(b[key]) ? 1 : 0)
}

/** `GET /traces`, newest first. */
export function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const {page, limit, fromTimestamp, toTimestamp, tags, environment} = given
  const fits = readFilter(given.filter, COLUMNS)
  const order = given.orderBy === undefined ? undefined : readOrder(given.orderBy)
  const from = fromTimestamp && instant(fromTimestamp)
  const to = toTimestamp && instant(toTimestamp)
  const same = (['userId', 'name', 'sessionId', 'version', 'release'] as const).filter((key) => given[key])
  const found = newestFirst(store)
    .filter((row) => same.every((key) => row[key] === given[key]))
    .filter((row) => tags?.every((tag) => row.tags.includes(tag)) ?? true)
    .filter((row) => environment?.includes(row.environment) ?? true)
    .filter(({timestamp}) => (!from || timestamp >= from) && (!to || timestamp < to))
    .filter((row) => given.filter === undefined || fits({...row, ...metrics(store, row, GROUPS)}))
  const rows = order ? found.sort(order) : found
  const groups = groupsOf(given.fields)
  const data = pageOf(rows, page, limit).map((row) => summary(store, row, groups))
  return {status: 200, body: {data, meta: meta(page, limit, rows.length)}}
}

/** `GET /traces/{traceId}`, with everything. */
export function get({store, params, query}: Call): Reply {
  const id = params.traceId ?? ''
  const row = store.traces.get(id)
  if (!row) throw notFound(`Trace ${id} not found within authorized project`)
  const groups = groupsOf(check(z.object({fields: z.string().optional()}), query).fields)
  const {totalCost, latency} = metrics(store, row, groups)
  const observations = groups.includes('observations')
    ? observationsOf(store, id).map((one) => shownObservation(one, 'trace'))
    : []
  const body = {
    ...core(row, groups),
    externalId: null,
    scores: groups.includes('scores') ? scoresOf(store, row) : [],
    latency,
    observations,
    htmlPath: htmlPath(row),
    totalCost,
  }
  return {status: 200, body}
}

function drop(store: Store, ids: string[]): void {
  for (const id of ids) {
    store.traces.delete(id)
    dropScores(store, id)
    for (const row of observationsOf(store, id)) {
      store.observationRows.delete(row.id)
      store.exported.delete(row.id)
    }
  }
}

/** `DELETE /traces/{traceId}`: takes unknown ids too. Real servers need minutes; here it is done at once. */
export function remove({store, params}: Call): Reply {
  drop(store, [params.traceId ?? ''])
  return {status: 200, body: {message: 'Trace deleted successfully'}}
}

const removeBody = z.strictObject({
  traceIds: z.array(z.string()).min(1, 'At least 1 traceId is required.').max(1000),
})

/** `DELETE /traces` with a body. */
export function removeMany({store, body}: Call): Reply {
  drop(store, check(removeBody, body).traceIds)
  return {status: 200, body: {message: 'Traces deleted successfully'}}
}

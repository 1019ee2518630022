import * as z from 'zod'
import {having, readFilter, within} from '../filter/filter.js'
import {ApiError, type Call, invalidRequest, notFound, ok, type Reply} from '../http/call.js'
import {pageOf, paging} from '../http/paging.js'
import {legacy, op, type Routes} from '../http/router.js'
import {check, several, strictDate} from '../http/validation.js'
import {descending, keeping} from '../store/row-map.js'
import type {Store} from '../store/store.js'
import type {TraceRow} from '../store/trace-rows.js'
import {dropTraces, latencyOf, observationsOf, scoresOf} from '../store/traces.js'
import {shownObservation} from './observations.js'
import {shownInTrace} from './scores.js'
import {costOf, sumOf, traceColumns} from './trace-columns.js'

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

function groupsOf(fields: string | undefined): string[] {
  const known = (fields ?? '').split(',').filter((name) => GROUPS.includes(name))
  return known.length > 0 ? known : GROUPS
}

/** What all answers show of a trace, in the order of the list. */
function core({createdAt, updatedAt, ...row}: TraceRow, groups: string[]) {
  const io = groups.includes('io') ? {} : {input: null, output: null, metadata: {}}
  return {...row, ...io, createdAt, updatedAt}
}

function metrics(store: Store, row: TraceRow, groups: string[]): {totalCost: number; latency: number} {
  if (!groups.includes('metrics')) return {totalCost: -1, latency: -1}
  return {totalCost: sumOf(store, row, costOf), latency: latencyOf(store, row.id)}
}

const htmlPath = ({id, projectId}: TraceRow) => `/project/${projectId}/traces/${id}`

function summary(store: Store, row: TraceRow, groups: string[]) {
  const ids = (name: string, rows: {id: string}[]) => (groups.includes(name) ? rows.map(({id}) => id) : [])
  const observations = ids('observations', observationsOf(store, row.id))
  const scores = ids('scores', scoresOf(store, row.id))
  const totals = metrics(store, row, groups)
  return {...core(row, groups), observations, scores, ...totals, htmlPath: htmlPath(row), externalId: null}
}

/** A trace within a session. */
export function shownInSession(row: TraceRow) {
  return {...core(row, GROUPS), externalId: null}
}

const text = z.string().optional()
const exact = z.object({userId: text, name: text, sessionId: text, version: text, release: text, environment: several})
const listQuery = exact.extend({
  ...paging,
  tags: several,
  fromTimestamp: strictDate,
  toTimestamp: strictDate,
  orderBy: text,
  fields: text,
  filter: text,
})

const newestFirst = keeping(
  (store: Store) => [store.traces],
  (store) => [...store.traces.values()].sort((a, b) => descending(a.timestamp, b.timestamp)),
)

function sorted(rows: TraceRow[], orderBy: string | undefined): TraceRow[] {
  if (orderBy === undefined) return rows
  const [column = '', direction] = orderBy.split('.')
  const key = ORDERED.find((name) => name === column)
  if (!key) throw invalidRequest(`Invalid order by column: ${column}`)
  const sign = direction === 'asc' ? -1 : 1
  return rows.sort((a, b) => sign * descending(String(a[key]), String(b[key])))
}

function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const {fromTimestamp, toTimestamp, tags} = given
  const {fits} = readFilter(given.filter, traceColumns)
  const isThen = within(fromTimestamp, toTimestamp)
  const found = newestFirst(store)
    .filter(having(given, exact.keyof().options))
    .filter((row) => tags?.every((tag) => row.tags.includes(tag)) ?? true)
    .filter((row) => isThen(row.timestamp) && fits(row, store))
  const groups = groupsOf(given.fields)
  return ok(pageOf(sorted(found, given.orderBy), given, (row) => summary(store, row, groups)))
}

function get({store, params: {traceId = ''}, query}: Call): Reply {
  const row = store.traces.get(traceId)
  if (!row) throw notFound(`Trace ${traceId} not found within authorized project`)
  const groups = groupsOf(check(z.object({fields: text}), query).fields)
  const {totalCost, latency} = metrics(store, row, groups)
  const scores = groups.includes('scores') ? scoresOf(store, traceId) : []
  const observations = groups.includes('observations') ? observationsOf(store, traceId) : []
  return ok({
    ...core(row, groups),
    externalId: null,
    scores: scores.map((score) => shownInTrace(store, score)),
    latency,
    observations: observations.map((observation) => shownObservation(observation, 'trace')),
    htmlPath: htmlPath(row),
    totalCost,
  })
}

const removeBody = z.strictObject({
  traceIds: z.array(z.string()).min(1, 'At least 1 traceId is required.').max(1000),
})

function removeMany({store, body}: Call): Reply {
  dropTraces(store, check(removeBody, body).traceIds)
  return ok({message: 'Traces deleted successfully'})
}

function remove({store, params}: Call): Reply {
  dropTraces(store, [params.traceId ?? ''])
  return ok({message: 'Trace deleted successfully'})
}

/** A write which the sandbox knows the route of, but does not carry out. */
function create(): never {
  throw new ApiError(501, {message: 'The sandbox does not serve this operation', error: 'NotImplementedError'})
}

/** Traces, newest first. They can be deleted everywhere: real servers need minutes, here it is done at once. */
export const traceRoutes: Routes = {
  '/traces': {GET: legacy(list), POST: op(create), DELETE: op(removeMany)},
  '/traces/{traceId}': {GET: legacy(get), DELETE: op(remove)},
}

import * as z from 'zod'
import {having, within} from '../filter/filter.js'
import {type Call, notFound, ok, type Reply} from '../http/call.js'
import {pageOf, paging} from '../http/paging.js'
import {legacy, type Routes} from '../http/router.js'
import {check, strictDate} from '../http/validation.js'
import {descending, grouped, keeping} from '../store/row-map.js'
import type {Store} from '../store/store.js'
import type {TraceRow} from '../store/trace-rows.js'
import {shownInSession} from './traces.js'

const tracesBySession = keeping(
  (store: Store) => [store.traces],
  (store) => {
    const sessions = grouped(store.traces.values(), (row) => row.sessionId ?? '')
    sessions.delete('')
    return sessions
  },
)

function shown(store: Store, id: string, traces: TraceRow[]) {
  const createdAt = traces.map((row) => row.createdAt).sort()[0] ?? ''
  return {id, createdAt, projectId: store.project.id, environment: traces[0]?.environment ?? 'default'}
}

const listQuery = z.object({
  ...paging,
  environment: z.union([z.string(), z.array(z.string())]).optional(),
  fromTimestamp: strictDate,
  toTimestamp: strictDate,
})

function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const isThen = within(given.fromTimestamp, given.toTimestamp)
  const rows = [...tracesBySession(store)]
    .map(([id, traces]) => shown(store, id, traces))
    .filter(having(given, ['environment']))
    .filter(({createdAt}) => isThen(createdAt))
    .sort((a, b) => descending(a.createdAt, b.createdAt))
  const {data, meta} = pageOf(rows, given, (row) => row)
  const {totalItems, totalPages, page, limit} = meta
  return ok({data, meta: {totalItems, totalPages, page, limit}})
}

function get({store, params: {sessionId = ''}}: Call): Reply {
  const traces = tracesBySession(store).get(sessionId)
  if (!traces) throw notFound('Session not found within authorized project')
  return ok({...shown(store, sessionId, traces), traces: traces.map(shownInSession)})
}

/** Sessions, newest first; one is there because traces name it. */
export const sessionRoutes: Routes = {
  '/sessions': {GET: legacy(list)},
  '/sessions/{sessionId}': {GET: legacy(get)},
}

import * as z from 'zod'
import {pageOf} from '../filter/conditions.js'
import {type Call, notFound, type Reply} from '../http/call.js'
import {check, meta, paging, strictDate} from '../http/validation.js'
import {grouped} from '../store/grouped.js'
import {keeping} from '../store/row-map.js'
import type {TraceRow} from '../store/rows.js'
import type {Store} from '../store/store.js'
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
  environment: z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional(),
  fromTimestamp: strictDate,
  toTimestamp: strictDate,
})

/** `GET /sessions`, newest first; a session is there because traces name it. */
export function list({store, query}: Call): Reply {
  const {page, limit, environment, fromTimestamp, toTimestamp} = check(listQuery, query)
  const rows = [...tracesBySession(store)]
    .map(([id, traces]) => shown(store, id, traces))
    .filter((row) => environment?.includes(row.environment) ?? true)
    .filter(({createdAt}) => !fromTimestamp || Date.parse(createdAt) >= Date.parse(fromTimestamp))
    .filter(({createdAt}) => !toTimestamp || Date.parse(createdAt) < Date.parse(toTimestamp))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  const {totalItems, totalPages} = meta(page, limit, rows.length)
  return {status: 200, body: {data: pageOf(rows, page, limit), meta: {totalItems, totalPages, page, limit}}}
}

/** `GET /sessions/{sessionId}`, with all its traces. */
export function get({store, params}: Call): Reply {
  const id = params.sessionId ?? ''
  const traces = tracesBySession(store).get(id)
  if (!traces) throw notFound('Session not found within authorized project')
  return {status: 200, body: {...shown(store, id, traces), traces: traces.map(shownInSession)}}
}

import * as z from 'zod'
import {type Call, invalidRequest, notFound, ok, type Reply} from '../http/call.js'
import {paging} from '../http/paging.js'
import {resource} from '../http/resource.js'
import {op, type Routes} from '../http/router.js'
import {check} from '../http/validation.js'
import {rowsOf} from '../store/row-map.js'
import type {DatedRow} from '../store/trace-rows.js'
import {scoreConfigs} from './scores/score-configs.js'

const status = z.enum(['PENDING', 'COMPLETED'])
const queueBody = z.strictObject({
  name: z.string().min(1),
  description: z.string().nullable().default(null),
  scoreConfigIds: z.array(z.string()).min(1),
})
const itemBody = z.strictObject({
  objectId: z.string(),
  objectType: z.enum(['TRACE', 'OBSERVATION', 'SESSION']),
  status: status.default('PENDING'),
})
const userBody = z.strictObject({userId: z.string()})

/** Something that waits to be annotated. */
interface QueueItemRow extends DatedRow, z.output<typeof itemBody> {
  queueId: string
  completedAt: string | null
}

/** An annotation queue; its items and the users who are assigned to it. */
interface QueueRow extends DatedRow, z.output<typeof queueBody> {
  items: Map<string, QueueItemRow>
  users: Set<string>
}

const rows = rowsOf<QueueRow>()

/** Annotation queues. */
export const queues = resource({
  path: '/annotation-queues',
  rows: ({store}) => rows(store),
  create: (store, body) => {
    const given = check(queueBody, body)
    if ([...rows(store).values()].some(({name}) => name === given.name)) {
      throw invalidRequest('A queue with this name already exists.')
    }
    const known = scoreConfigs.rows(store)
    if (!given.scoreConfigIds.every((id) => known.has(id))) {
      throw invalidRequest('At least one of the score config IDs cannot be found for the given project.')
    }
    return {id: store.cuid(), ...given, ...store.dates(), items: new Map(), users: new Set<string>()}
  },
  param: 'queue',
  missing: 'Annotation queue not found',
  shown: ({items: _, users: __, ...queue}) => queue,
  list: {query: z.strictObject(paging)},
})

/** What is in a queue; back to PENDING the time of completion stays. */
export const queueItems = resource({
  path: '/annotation-queues/{queue}/items',
  rows: (call) => queues.find(call).items,
  create: (store, body, call) => {
    const given = check(itemBody, body)
    const {id: queueId} = queues.find(call)
    const dates = store.dates()
    const completedAt = given.status === 'COMPLETED' ? dates.createdAt : null
    return {id: store.cuid(), queueId, ...given, completedAt, ...dates}
  },
  param: 'item',
  missing: 'Annotation queue item not found',
  list: {query: z.strictObject({...paging, status: status.optional()})},
  update: {
    body: z.strictObject({status: status.optional()}),
    change: (given, _, store) => ({...given, ...(given.status === 'COMPLETED' && {completedAt: store.stamp()})}),
  },
  remove: {answer: {success: true, message: 'Annotation queue item deleted successfully'}},
})

function assign(call: Call): Reply {
  const {userId} = check(userBody, call.body)
  const queue = queues.find(call)
  if (!call.store.users.has(userId)) throw notFound('User not found or not authorized for this project')
  queue.users.add(userId)
  return ok({userId, projectId: call.store.project.id, queueId: queue.id})
}

/** Succeeds for anybody. */
function unassign(call: Call): Reply {
  const {userId} = check(userBody, call.body)
  queues.find(call).users.delete(userId)
  return ok({success: true})
}

/** Queues, their items, and who is to work on them. */
export const queueRoutes: Routes = {
  ...queues.routes,
  ...queueItems.routes,
  '/annotation-queues/{queue}/assignments': {POST: op(assign), DELETE: op(unassign)},
}

import * as z from 'zod'
import {type Call, invalidRequest, notFound, type Reply} from '../http/call.js'
import {check, meta, paging} from '../http/validation.js'
import type {QueueItemRow, QueueRow} from '../store/rows.js'
import type {Store} from '../store/store.js'

const status = z.enum(['PENDING', 'COMPLETED'])
const createBody = z.strictObject({
  name: z.string().min(1),
  description: z.string().nullish(),
  scoreConfigIds: z.array(z.string()).min(1),
})
const itemBody = z.strictObject({
  objectId: z.string(),
  objectType: z.enum(['TRACE', 'OBSERVATION', 'SESSION']),
  status: status.optional(),
})
const updateBody = z.strictObject({status: status.optional()})
const userBody = z.strictObject({userId: z.string()})

/** Makes an annotation queue, as `POST /annotation-queues` does. */
export function createQueue(store: Store, body: unknown): QueueRow {
  const given = check(createBody, body)
  if ([...store.queues.values()].some(({name}) => name === given.name))
    throw invalidRequest('A queue with this name already exists.')
  if (!given.scoreConfigIds.every((id) => store.scoreConfigs.has(id)))
    throw invalidRequest('At least one of the score config IDs cannot be found for the given project.')
  const now = store.stamp()
  const {name, scoreConfigIds} = given
  const description = given.description ?? null
  const times = {createdAt: now, updatedAt: now}
  const queue = {
    id: store.cuid(),
    name,
    description,
    scoreConfigIds,
    ...times,
    items: new Map(),
    users: new Set<string>(),
  }
  store.queues.set(queue.id, queue)
  return queue
}

/** Puts something into a queue, as `POST /annotation-queues/{queue}/items` does. */
export function addItem(store: Store, queue: QueueRow, body: unknown): QueueItemRow {
  const {objectId, objectType, status = 'PENDING'} = check(itemBody, body)
  const now = store.stamp()
  const item: QueueItemRow = {
    id: store.cuid(),
    queueId: queue.id,
    objectId,
    objectType,
    status,
    completedAt: status === 'COMPLETED' ? now : null,
    createdAt: now,
    updatedAt: now,
  }
  queue.items.set(item.id, item)
  return item
}

function find({store, params}: Call): QueueRow {
  const queue = store.queues.get(params.queue ?? '')
  if (!queue) throw notFound('Annotation queue not found')
  return queue
}

function findItem(call: Call): QueueItemRow {
  const item = find(call).items.get(call.params.item ?? '')
  if (!item) throw notFound('Annotation queue item not found')
  return item
}

function shown({items: _items, users: _users, ...queue}: QueueRow): Omit<QueueRow, 'items' | 'users'> {
  return queue
}

/** `GET /annotation-queues`, newest first. */
export function list({store, query}: Call): Reply {
  const {page, limit} = check(z.strictObject(paging), query)
  const rows = [...store.queues.values()].reverse().slice((page - 1) * limit, page * limit)
  return {status: 200, body: {data: rows.map(shown), meta: meta(page, limit, store.queues.size)}}
}

/** `POST /annotation-queues`. */
export function create({store, body}: Call): Reply {
  return {status: 200, body: shown(createQueue(store, body))}
}

/** `GET /annotation-queues/{queue}`. */
export function get(call: Call): Reply {
  return {status: 200, body: shown(find(call))}
}

/** `GET /annotation-queues/{queue}/items`, newest first. */
export function listItems(call: Call): Reply {
  const given = check(z.strictObject({...paging, status: status.optional()}), call.query)
  const {page, limit} = given
  const all = [...find(call).items.values()].filter((item) => !given.status || item.status === given.status)
  const data = all.reverse().slice((page - 1) * limit, page * limit)
  return {status: 200, body: {data, meta: meta(page, limit, all.length)}}
}

/** `POST /annotation-queues/{queue}/items`. */
export function createItem(call: Call): Reply {
  check(itemBody, call.body)
  return {status: 200, body: addItem(call.store, find(call), call.body)}
}

/** `GET /annotation-queues/{queue}/items/{item}`. */
export function getItem(call: Call): Reply {
  return {status: 200, body: findItem(call)}
}

/** `PATCH /annotation-queues/{queue}/items/{item}`; back to PENDING the time of completion stays. */
export function updateItem(call: Call): Reply {
  const given = check(updateBody, call.body)
  const item = findItem(call)
  if (!given.status) return {status: 200, body: item}
  const now = call.store.stamp()
  const completedAt = given.status === 'COMPLETED' ? now : item.completedAt
  return {status: 200, body: Object.assign(item, {status: given.status, completedAt, updatedAt: now})}
}

/** `DELETE /annotation-queues/{queue}/items/{item}`. */
export function removeItem(call: Call): Reply {
  const item = findItem(call)
  find(call).items.delete(item.id)
  return {status: 200, body: {success: true, message: 'Annotation queue item deleted successfully'}}
}

/** `POST /annotation-queues/{queue}/assignments`. */
export function assign(call: Call): Reply {
  const {userId} = check(userBody, call.body)
  const queue = find(call)
  if (!call.store.users.has(userId)) throw notFound('User not found or not authorized for this project')
  queue.users.add(userId)
  return {status: 200, body: {userId, projectId: call.store.project.id, queueId: queue.id}}
}

/** `DELETE /annotation-queues/{queue}/assignments`, which succeeds for anybody. */
export function unassign(call: Call): Reply {
  const {userId} = check(userBody, call.body)
  find(call).users.delete(userId)
  return {status: 200, body: {success: true}}
}

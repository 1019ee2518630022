import * as z from 'zod'
import {moment} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'annotation-queues'}})
const queueId = {help: 'Id of the queue'}
const itemId = {help: 'Id of the item in the queue'}
const STATUSES = ['PENDING', 'COMPLETED'] as const

/** Something that waits in a queue to be annotated. */
export const queueItem = z.looseObject({
  id: z.string(),
  queueId: z.string(),
  objectId: z.string(),
  objectType: z.string(),
  status: z.string(),
  completedAt: moment().nullish(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** Newest first. */
export const list = routes.list('/api/public/annotation-queues/{queueId}/items', {
  params: {queueId},
  query: z.object({status: z.enum(STATUSES).describe('Only items of this status').optional()}),
  paging: 'page',
  item: queueItem,
})

export const get = routes.get('/api/public/annotation-queues/{queueId}/items/{itemId}', {
  params: {queueId, itemId},
  response: queueItem,
})

/** The server checks neither whether the object exists nor whether it is in the queue already. */
export const create = routes.post('/api/public/annotation-queues/{queueId}/items', {
  params: {queueId},
  body: z.strictObject({
    objectType: z.enum(['TRACE', 'OBSERVATION', 'SESSION']).describe('What is to be annotated'),
    objectId: z.string().min(1).describe('Its id'),
    status: z.enum(STATUSES).describe('Status (default: PENDING)').optional(),
  }),
  response: queueItem,
})

/** Going back to PENDING leaves the time of completion. */
export const update = routes.patch('/api/public/annotation-queues/{queueId}/items/{itemId}', {
  idempotent: () => true,
  params: {queueId, itemId},
  body: z
    .strictObject({status: z.enum(STATUSES).describe('New status').optional()})
    .refine((body) => body.status !== undefined, 'nothing to change: give --status'),
  response: queueItem,
})

/** Takes the item out of the queue; the object stays. */
export const remove = routes.delete('/api/public/annotation-queues/{queueId}/items/{itemId}', {
  params: {queueId, itemId},
  response: z.looseObject({success: z.boolean(), message: z.string()}),
})

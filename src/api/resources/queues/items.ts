import * as z from 'zod'
import {endpoint, listEndpoint} from '../../operation/endpoint.js'
import {moment} from '../../operation/fields.js'

const limits = {rate: 'annotation-queues'} as const
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
export const list = listEndpoint({
  path: '/api/public/annotation-queues/{queueId}/items',
  limits,
  params: {queueId},
  query: z.object({status: z.enum(STATUSES).describe('Only items of this status').optional()}),
  paging: 'page',
  item: queueItem,
})

export const get = endpoint({
  method: 'GET',
  path: '/api/public/annotation-queues/{queueId}/items/{itemId}',
  limits,
  params: {queueId, itemId},
  response: queueItem,
})

/** Nobody checks whether the object exists, or is in the queue already. */
export const create = endpoint({
  method: 'POST',
  path: '/api/public/annotation-queues/{queueId}/items',
  limits,
  params: {queueId},
  body: z.strictObject({
    objectType: z.enum(['TRACE', 'OBSERVATION', 'SESSION']).describe('What is to be annotated'),
    objectId: z.string().min(1).describe('Its id'),
    status: z.enum(STATUSES).describe('Status (default: PENDING)').optional(),
  }),
  response: queueItem,
})

/** Going back to PENDING leaves the time of completion. */
export const update = endpoint({
  method: 'PATCH',
  path: '/api/public/annotation-queues/{queueId}/items/{itemId}',
  limits,
  idempotent: () => true,
  params: {queueId, itemId},
  body: z
    .strictObject({status: z.enum(STATUSES).describe('New status').optional()})
    .refine((body) => body.status !== undefined, 'nothing to change: give --status'),
  response: queueItem,
})

/** Takes the item out of the queue; the object stays. */
export const remove = endpoint({
  method: 'DELETE',
  path: '/api/public/annotation-queues/{queueId}/items/{itemId}',
  limits,
  params: {queueId, itemId},
  response: z.looseObject({success: z.boolean(), message: z.string()}),
})

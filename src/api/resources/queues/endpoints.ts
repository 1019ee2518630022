import * as z from 'zod'
import {moment, text} from '../../operation/fields.js'
import {identifier} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'annotation-queues'}})
const queueId = {help: 'Id of the queue'}

/** An annotation queue. */
export const queue = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  scoreConfigIds: z.array(z.string()),
  createdAt: moment(),
  updatedAt: moment(),
})

/** Newest first; unknown parameters are refused. */
export const list = routes.list('/api/public/annotation-queues', {paging: 'page', item: queue})

export const get = routes.get('/api/public/annotation-queues/{queueId}', {params: {queueId}, response: queue})

/** Names are unique; there is no update and no delete. */
export const create = routes.post('/api/public/annotation-queues', {
  body: z.strictObject({
    name: identifier('Name, unique in the project'),
    description: text('What is to be annotated, and how').nullish(),
    scoreConfigIds: z
      .array(z.string().min(1, 'is empty'))
      .min(1, 'a queue needs at least one score config')
      .describe('Score config that annotators fill in'),
  }),
  response: queue,
})

const assignee = z.strictObject({
  userId: identifier('Id of a user who has access to the project'),
})

/** An upsert: safe to repeat. */
export const assign = routes.post('/api/public/annotation-queues/{queueId}/assignments', {
  idempotent: () => true,
  params: {queueId},
  body: assignee,
  response: z.looseObject({userId: z.string(), queueId: z.string(), projectId: z.string()}),
})

/** Succeeds for users who are not assigned, too. */
export const unassign = routes.delete('/api/public/annotation-queues/{queueId}/assignments', {
  params: {queueId},
  body: assignee,
  response: z.looseObject({success: z.boolean()}),
})

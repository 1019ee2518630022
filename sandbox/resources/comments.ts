import * as z from 'zod'
import {notFound, ok} from '../http/call.js'
import {paging} from '../http/paging.js'
import {resource} from '../http/resource.js'
import {op, type Routes} from '../http/router.js'
import {check} from '../http/validation.js'
import type {Store} from '../store/store.js'

const objectType = z.enum(['TRACE', 'OBSERVATION', 'SESSION', 'PROMPT'])
const body = z.strictObject({
  projectId: z.string(),
  objectType,
  objectId: z.string(),
  content: z.string().trim().min(1).max(5000),
  authorUserId: z.string().nullable().default(null),
})
const query = z
  .strictObject({
    ...paging,
    objectType: objectType.optional(),
    objectId: z.string().optional(),
    authorUserId: z.string().optional(),
  })
  .refine((given) => given.objectId === undefined || given.objectType !== undefined, {
    path: ['objectType'],
    message: 'objectType is required when objectId is provided',
  })

function exists({traces, observations, prompts}: Store, type: string, id: string): boolean {
  if (type === 'TRACE') return traces.has(id)
  if (type === 'OBSERVATION') return observations.has(id)
  if (type === 'SESSION') return [...traces.values()].some(({sessionId}) => sessionId === id)
  return [...prompts.values()].flat().some((version) => version.id === id)
}

/** `/comments`, the oldest first; the project that is sent is not compared. */
export const comments = resource({
  path: '/comments',
  create: (store, given) => {
    const {projectId: _, ...about} = check(body, given)
    const {objectType, objectId} = about
    if (!exists(store, objectType, objectId)) {
      throw notFound(`Reference object, ${objectType}: ${objectId} not found. Skipping comment creation.`)
    }
    return {id: store.uuid(), projectId: store.project.id, ...store.dates(), ...about}
  },
  missing: 'Comment not found within authorized project',
  list: {query, order: (rows) => rows},
})

/** Of a new comment the answer has the id alone. */
export const commentRoutes: Routes = {
  ...comments.routes,
  '/comments': {
    ...comments.routes['/comments'],
    POST: op((call) => ok({id: comments.create(call.store, call.body).id})),
  },
}

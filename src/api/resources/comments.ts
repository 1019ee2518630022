import * as z from 'zod'
import {moment, needs, oneOf, text, time, trimmed} from '../operation/fields.js'
import {defineRoutes} from '../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'public-api'}})
const OBJECT_TYPES = ['TRACE', 'OBSERVATION', 'SESSION', 'PROMPT']

/** A comment on something. */
export const comment = z.looseObject({
  id: z.string(),
  objectType: z.string(),
  objectId: z.string(),
  content: z.string(),
  authorUserId: z.string().nullish(),
  projectId: z.string(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** In no particular order. */
export const list = routes.list('/api/public/comments', {
  query: z
    .object({
      objectType: oneOf(`Only comments on this kind of thing: ${OBJECT_TYPES.join(', ')}`, OBJECT_TYPES).optional(),
      objectId: z.string().describe('Only comments on the thing of this id; needs --object-type').optional(),
      authorUserId: z.string().describe('Only comments of this user').optional(),
    })
    .refine(...needs('objectId', 'objectType', '--object-type')),
  paging: 'page',
  item: comment,
})

export const get = routes.get('/api/public/comments/{commentId}', {
  params: {commentId: {help: 'Id of the comment'}},
  response: comment,
})

/** The thing must exist already; there is no update and no delete. */
export const create = routes.post('/api/public/comments', {
  changes: ({content}) => trimmed('content', content),
  body: z.strictObject({
    projectId: z.string().min(1).describe('Id of the project (default: the one of the keys)'),
    objectType: oneOf(`What is commented on: ${OBJECT_TYPES.join(', ')}`, OBJECT_TYPES),
    objectId: z.string().min(1).describe('Its id; of a prompt, the id of the version'),
    content: text('The comment, Markdown; up to 5,000 characters', (schema) =>
      schema.trim().min(1, 'is empty').max(5000, 'at most 5,000 characters'),
    ),
    authorUserId: z.string().min(1, 'is empty').describe('Who says so: a member of the organization').nullish(),
    objectStartTime: time('When the thing began, which finds it faster (4.35 or newer)').nullish(),
  }),
  response: z.looseObject({id: z.string()}),
})

import * as z from 'zod'
import {type Call, notFound, type Reply} from '../http/call.js'
import {check, meta, paging} from '../http/validation.js'
import type {CommentRow} from '../store/rows.js'
import type {Store} from '../store/store.js'

const objectType = z.enum(['TRACE', 'OBSERVATION', 'SESSION', 'PROMPT'])
const createBody = z.strictObject({
  projectId: z.string(),
  content: z.string().trim().min(1).max(5000),
  objectId: z.string(),
  objectType,
  authorUserId: z.string().nullish(),
})
const listQuery = z
  .strictObject({
    ...paging,
    objectType: objectType.optional(),
    objectId: z.string().optional(),
    authorUserId: z.string().optional(),
  })
  .refine((query) => query.objectId === undefined || query.objectType !== undefined, {
    path: ['objectType'],
    message: 'objectType is required when objectId is provided',
  })

function exists(store: Store, type: string, id: string): boolean {
  if (type === 'TRACE') return store.traces.has(id)
  if (type === 'OBSERVATION') return store.observations.has(id)
  if (type === 'SESSION') return [...store.traces.values()].some(({sessionId}) => sessionId === id)
  return [...store.prompts.values()].some((versions) => versions.some((version) => version.id === id))
}

/** Writes a comment, as `POST /comments` does; the project that is sent is not compared. */
export function createComment(store: Store, body: unknown): CommentRow {
  const given = check(createBody, body)
  if (!exists(store, given.objectType, given.objectId)) {
    const what = `${given.objectType}: ${given.objectId}`
    throw notFound(`Reference object, ${what} not found. Skipping comment creation.`)
  }
  const now = store.stamp()
  const comment: CommentRow = {
    id: store.uuid(),
    projectId: store.project.id,
    createdAt: now,
    updatedAt: now,
    objectType: given.objectType,
    objectId: given.objectId,
    content: given.content,
    authorUserId: given.authorUserId ?? null,
  }
  store.comments.set(comment.id, comment)
  return comment
}

/** `POST /comments`. */
export function create({store, body}: Call): Reply {
  return {status: 200, body: {id: createComment(store, body).id}}
}

/** `GET /comments`. */
export function list({store, query}: Call): Reply {
  const {page, limit, ...wanted} = check(listQuery, query)
  const rows = [...store.comments.values()].filter((row) =>
    (['objectType', 'objectId', 'authorUserId'] as const).every(
      (name) => wanted[name] === undefined || wanted[name] === row[name],
    ),
  )
  const data = rows.slice((page - 1) * limit, page * limit)
  return {status: 200, body: {data, meta: meta(page, limit, rows.length)}}
}

/** `GET /comments/{id}`. */
export function get({store, params}: Call): Reply {
  const comment = store.comments.get(params.id ?? '')
  if (!comment) throw notFound('Comment not found within authorized project')
  return {status: 200, body: comment}
}

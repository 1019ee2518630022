import * as z from 'zod'
import {ApiError, type Call, conflict, ok, type Reply} from '../http/call.js'
import {check} from '../http/validation.js'

/** `GET /health`. */
export function health({store, version, query}: Call): Reply {
  const failing = (status: string): Reply => ({status: 503, body: {status, version}})
  if (query.failIfDatabaseUnavailable === 'true' && !store.health.database) return failing('Database not available')
  if (query.failIfNoRecentEvents === 'true' && !store.health.recentEvents) {
    return failing('No traces within the last 3 minutes')
  }
  return ready({version})
}

/** `GET /ready`. */
export function ready({version}: Pick<Call, 'version'>): Reply {
  return ok({status: 'OK', version})
}

/** `GET /projects`: whose key is this? */
export function ownProject({store}: Call): Reply {
  return ok({data: [store.project]})
}

/** A list of something the sandbox does not have. */
export function emptyList(): Reply {
  return ok({data: [], meta: {page: 1, limit: 50, totalItems: 0, totalPages: 0}})
}

/** A write the sandbox knows the route of, but does not carry out. */
export function unsupported(): never {
  throw new ApiError(501, {message: 'The sandbox does not serve this operation', error: 'NotImplementedError'})
}

const feedback = z.strictObject({
  targetType: z.enum(['skill', 'mcp-tool', 'cli', 'docs', 'public-api', 'other']),
  target: z.string().min(1).max(200),
  feedback: z.string().min(1).max(3000),
  goal: z.string().min(1).max(1500).optional(),
  referenceUrl: z.url().max(2048).optional(),
})

/** `POST /feedback`, on servers of version 4; most of one's own have nowhere to send it. */
export function submitFeedback({store, body}: Call): Reply {
  const given = check(feedback, body)
  if (!store.feedback) throw conflict('Feedback submission is not configured for this deployment')
  store.feedback.push(given)
  return {status: 201, body: {id: store.uuid()}}
}

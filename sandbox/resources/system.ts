import * as z from 'zod'
import {type Call, conflict, ok, type Reply} from '../http/call.js'
import {op, type Routes} from '../http/router.js'
import {check} from '../http/validation.js'

function health({store, version, query}: Call): Reply {
  const failing = (status: string): Reply => ({status: 503, body: {status, version}})
  if (query.failIfDatabaseUnavailable === 'true' && !store.health.database) return failing('Database not available')
  if (query.failIfNoRecentEvents === 'true' && !store.health.recentEvents) {
    return failing('No traces within the last 3 minutes')
  }
  return ok({status: 'OK', version})
}

/** How the server is. */
export const healthRoutes: Routes = {
  '/health': {GET: op(health, 'none')},
  '/ready': {GET: op(({version}) => ok({status: 'OK', version}), 'none')},
}

const feedback = z.strictObject({
  targetType: z.enum(['skill', 'mcp-tool', 'cli', 'docs', 'public-api', 'other']),
  target: z.string().trim().min(1).max(200),
  feedback: z.string().trim().min(1).max(3000),
  goal: z.string().trim().min(1).max(1500).optional(),
  referenceUrl: z.url().max(2048).optional(),
})

/** Most servers of one's own have nowhere to send it. */
function submit({store, body}: Call): Reply {
  const given = check(feedback, body)
  if (!store.feedback) throw conflict('Feedback submission is not configured for this deployment')
  store.feedback.push(given)
  return {status: 201, body: {id: store.uuid()}}
}

/** What servers of version 4 take besides. */
export const feedbackRoutes: Routes = {'/feedback': {POST: op(submit)}}

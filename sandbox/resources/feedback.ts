import * as z from 'zod'
import {type Call, conflict, type Reply} from '../http/call.js'
import {check} from '../http/validation.js'

const body = z.strictObject({
  targetType: z.enum(['skill', 'mcp-tool', 'cli', 'docs', 'public-api', 'other']),
  target: z.string().min(1).max(200),
  feedback: z.string().min(1).max(3000),
  goal: z.string().min(1).max(1500).optional(),
  referenceUrl: z.url().max(2048).optional(),
})

/** `POST /feedback`, on servers of version 4; most of one's own have nowhere to send it. */
export function submit({store, body: given}: Call): Reply {
  const feedback = check(body, given)
  if (!store.settings.feedback) throw conflict('Feedback submission is not configured for this deployment')
  store.settings.feedback.push(feedback)
  return {status: 201, body: {id: store.uuid()}}
}

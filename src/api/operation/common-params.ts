import * as z from 'zod'
import {time, toggle} from './fields.js'

/** Groups of fields with commas between them; servers drop unknown names silently, so they are refused here. */
export function fieldGroups(groups: readonly string[], description: string) {
  return z
    .string()
    .refine(
      (value) => value.split(',').every((name) => groups.includes(name)),
      `has the groups ${groups.join(', ')}, with commas between them`,
    )
    .describe(`${description}: ${groups.join(', ')}; with commas`)
    .optional()
}

/** An environment as servers keep it; any other one becomes `default` silently. */
export const ENVIRONMENT = /^(?!langfuse)[a-z0-9_-]{1,40}$/

/** Environments, of which one must match. */
export function environments() {
  return z.array(z.string()).describe('Only of this environment, or one of these').optional()
}

/** Whether input and output stay the text that server version 4 sends. */
export const rawIo = toggle('Leave input and output as stored, where the server sends them as text')

/** When something ran: server version 4 finds it faster with these bounds. */
export const whenItRan = {
  fromStartTime: time('Begin of the time in which it ran, if you know it: some servers then answer faster').optional(),
  toStartTime: time('End of that time').optional(),
}

import type * as z from 'zod'
import {nearest} from '../../api/errors/nearest.js'
import type {Operation} from '../../api/operation/endpoint.js'
import type {Field} from './fields.js'

/** The operation that sends a body. */
export type Sender = Pick<Operation, 'method' | 'path'>

/** The command line that sends a body unchecked. */
export function rawCallHint({method, path}: Sender): string {
  const short = path.replace(/^\/api\/public(?=\/)/, '')
  return `To send it all the same: langfuse api ${method} ${short.includes('{') ? `'${short}'` : short} --input FILE`
}

/** The hint for an unknown field of a body: what was meant, and how to send it unchecked. */
export function unknownFieldHint(
  issues: z.core.$ZodIssue[],
  fields: Field[],
  sentBy: Sender | undefined,
): string | undefined {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys')
  if (!unknown) return undefined
  const dropped = 'The server would drop it silently.'
  const way = sentBy ? `\n${rawCallHint(sentBy)}` : ''
  if (unknown.path.length > 0) return dropped + way
  const names = fields.map((field) => field.name)
  const meant = nearest(unknown.keys[0] ?? '', names)
  return `${meant ? `Did you mean "${meant}"? ` : ''}${dropped} Fields here: ${names.join(', ')}.${way}`
}

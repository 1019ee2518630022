import * as z from 'zod'

const scope = z.enum(['admin', 'none', 'organization', 'project'])

/** A command as `langfuse commands` shows it: the fields of `CatalogEntry`. */
export const catalogEntry = z.object({
  command: z.string(),
  topic: z.string(),
  summary: z.string(),
  description: z.string(),
  effect: z.enum(['destroy', 'read', 'write']),
  phrases: z.array(z.string()),
  operations: z.array(z.looseObject({method: z.string(), path: z.string(), scope, rate: z.string()})),
  keys: z.array(scope),
  plans: z.array(z.string()),
  rates: z.array(z.string()),
  arguments: z.array(z.looseObject({name: z.string(), summary: z.string(), required: z.boolean()})),
  flags: z.array(z.looseObject({name: z.string(), type: z.string(), summary: z.string()})),
  examples: z.array(z.string()),
})

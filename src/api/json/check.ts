import type * as z from 'zod'
import {stringifyJson} from './stringify.js'

/**
 * Checks JSON against a schema; an exact number is one for `z.number()`, too, by its nearest double.
 * @returns as `safeParse` does, with the input of each issue; `data` may be rounded, so what goes on is the value itself
 */
export function checkJson<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.ZodSafeParseResult<z.output<Schema>> {
  const result = schema.safeParse(value, {reportInput: true})
  return result.success ? result : schema.safeParse(JSON.parse(stringifyJson(value)), {reportInput: true})
}

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

/** Whether something else stands where there should be a list or an object, or the other way round. */
function isOfOtherKind(issue: z.core.$ZodIssue): boolean {
  const expected = 'expected' in issue ? String(issue.expected) : ''
  return ['array', 'object'].includes(expected) || (typeof issue.input === 'object' && issue.input !== null)
}

/** Where JSON is not as a schema says, the worst first, and how; undefined where it is. */
export function mismatch(schema: z.ZodType, value: unknown): string | undefined {
  const {issues = []} = checkJson(schema, value).error ?? {}
  const issue = issues.find(isOfOtherKind) ?? issues[0]
  return issue && `${issue.path.join('.') || 'it'}: ${issue.message}`
}

import * as z from 'zod'
import type {Json} from '../store/json.js'
import {ApiError} from './call.js'

/** Checks a query or body; what is wrong becomes the server's 400. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new ApiError(400, {message: 'Invalid request data', error: result.error.issues})
}

/** An error of the unstable routes and those for evaluation, which carry a code. */
export function coded(status: number, code: string, message: string, details?: object): ApiError {
  return new ApiError(status, {message, code, ...(details && {details})})
}

/** Checks a query or body of these routes. */
export function checkCoded<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: 'body' | 'query' = 'body',
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const message = part === 'body' ? 'Invalid request body' : 'Invalid query parameters'
  throw coded(400, `invalid_${part}`, message, {issues: result.error.issues.map(shownIssue)})
}

/** An issue as servers show it: they do not tell which values of a discriminator there are. */
function shownIssue(issue: z.core.$ZodIssue): object {
  if (issue.code !== 'invalid_union') return issue
  const {options, ...rest} = issue as typeof issue & {options?: unknown}
  return {...rest, message: 'Invalid input'}
}

/** A body that changes something, but not nothing. */
export function someField<Body extends object>(body: Body): boolean {
  return Object.values(body).some((value) => value !== undefined)
}

/** What an empty change is told by the routes for evaluation. */
export const nothingGiven = 'Request body cannot be empty. At least one field must be provided for update.'

function emptyAsAbsent(value: unknown): unknown {
  return value === '' ? undefined : value
}

/** A whole number of the query with a default; an empty one counts as none. */
export function wholeNumber(schema: z.ZodCoercedNumber<unknown>, fallback: number) {
  return z.preprocess(emptyAsAbsent, schema.int().default(fallback))
}

const minutesOrMore =
  /^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|([+-](?:[01]\d|2[0-3]):[0-5]\d)))$/
const dateCheck = new z.core.$ZodCheckStringFormat({
  check: 'string_format',
  format: 'datetime',
  pattern: minutesOrMore,
})

/** A date with time and zone, as most date parameters want it; seconds may be left out. */
export const strictDate = z.preprocess(emptyAsAbsent, z.string().check(dateCheck).optional())

/** The same where it has to be given. */
export const neededDate = z.preprocess(emptyAsAbsent, z.string().check(dateCheck))

/** A parameter that takes several values with commas. */
export const commas = z.string().transform((text) => text.split(','))

/** A parameter that may be repeated, or carry one value with commas. */
export const several = z.union([z.array(z.string()), commas]).optional()

const noHtml = (schema: z.ZodString) => schema.refine((text) => !/<[^>]*>/.test(text), 'Text cannot contain HTML tags')

function folderName(schema: z.ZodString) {
  return noHtml(schema)
    .regex(/^[^/]/, 'Name cannot start with a slash')
    .regex(/^(?!.*\/\/)/, 'Name cannot contain consecutive slashes')
    .regex(/^.*[^/]$/, 'Name cannot end with a slash')
    .transform((text) => text.trim())
    .refine((text) => text.length > 0, 'Name cannot be empty')
}

/** A dataset's name. */
export const datasetName = folderName(z.string().min(1))

/** A prompt's name; newer servers reserve more words. */
export function promptName(reserved: readonly string[]) {
  const text = z.string().min(1)
  return folderName(text.regex(/^[^|]*$/, "Prompt name cannot contain '|' character")).refine(
    (name) => !reserved.includes(name),
    {error: (issue) => `Prompt name cannot be '${String(issue.input)}'`},
  )
}

/** Any JSON value, `undefined` included. */
export const anyJson = z.unknown().transform((value) => (value === undefined ? null : (value as Json)))

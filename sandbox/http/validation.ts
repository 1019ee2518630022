import * as z from 'zod'
import type {Json} from '../store/store.js'
import {ApiError} from './call.js'

/** Checks a query or body; what is wrong becomes the server's 400. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new ApiError(400, {message: 'Invalid request data', error: result.error.issues})
}

function emptyAsAbsent(value: unknown): unknown {
  return value === '' ? undefined : value
}

const limit = (fallback: number) =>
  z.preprocess(emptyAsAbsent, z.coerce.number().int().gte(1).lte(100).default(fallback))

/** `page` and `limit` of most lists. */
export const paging = {
  page: z.preprocess(emptyAsAbsent, z.coerce.number().int().gt(0).default(1)),
  limit: limit(50),
}

/** `limit` of lists with cursors. */
export const cursorLimit = limit(50)

/** `page` and `limit` of the prompts list, whose default is 10 and whose messages differ. */
export const promptPaging = {
  page: z.preprocess(emptyAsAbsent, z.coerce.number().int().gte(1).default(1)),
  limit: limit(10),
}

/** The `meta` of most lists. */
export function meta(page: number, size: number, totalItems: number): Record<string, number> {
  return {page, limit: size, totalItems, totalPages: Math.ceil(totalItems / size)}
}

const minutesOrMore =
  /^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|([+-](?:[01]\d|2[0-3]):[0-5]\d)))$/
const dateCheck = new z.core.$ZodCheckStringFormat({
  check: 'string_format',
  format: 'datetime',
  pattern: minutesOrMore,
})

/** A time as the server keeps it: UTC, with milliseconds. */
export function instant(text: string): string {
  return new Date(text).toISOString()
}

/** A date with time and zone, as most date parameters want it; seconds may be left out. */
export const strictDate = z.preprocess(emptyAsAbsent, z.string().check(dateCheck).optional())

/** The same where it has to be given. */
export const neededDate = z.preprocess(emptyAsAbsent, z.string().check(dateCheck))

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
  return folderName(
    z
      .string()
      .min(1)
      .regex(/^[^|]*$/, "Prompt name cannot contain '|' character"),
  ).refine((name) => !reserved.includes(name), {error: (issue) => `Prompt name cannot be '${String(issue.input)}'`})
}

/** Any JSON value, `undefined` included. */
export const anyJson = z.unknown().transform((value) => (value === undefined ? null : (value as Json)))

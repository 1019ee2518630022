import * as z from 'zod'
import {describeColumns, type FilterColumns} from '../filter/column.js'

/** How a field is typed on the command line, where its zod type does not say it all. */
export type InputKind = 'any-json' | 'conditions' | 'json' | 'text' | 'text-or-json' | 'time'

/** What a field's schema carries besides its type. */
export interface FieldMeta {
  description: string
  input?: InputKind
  /** The flag, where neither the API's name nor the general renames give it. */
  flag?: string
  /** The columns that conditions may name. */
  columns?: FilterColumns
  /** What it may be, where the contract says only that it is text. */
  members?: readonly string[]
  /** A flag of ours that is on or off; the API has no such parameter. */
  switch?: true
  /** Never shown: --curl names a variable in its place. */
  secret?: true
}

/** What `.meta()` takes for a field that is typed in its own way. */
export function inputAs(input: InputKind, description: string) {
  return {description, input} satisfies FieldMeta
}

/** Any JSON value: `--metadata '{"a":1}'`, `@file`, `-` (stdin), or bare text, which is a string. */
export function json(description: string) {
  return z.unknown().meta(inputAs('any-json', description))
}

/** Free text, which may also come from `@file` or `-` (stdin). */
export function text(description: string, check: (schema: z.ZodString) => z.ZodString = (schema) => schema) {
  return check(z.string()).meta(inputAs('text', description))
}

/** A secret: text, also from `@file` or `-`, where the final newline does not belong to it. */
export function secret(description: string, flag?: string) {
  return z
    .string()
    .min(1, 'is empty')
    .meta({description, input: 'text', secret: true, ...(flag ? {flag} : {})} satisfies FieldMeta)
}

/** A moment; on the command line ISO 8601, a date, or relative (`24h`); on the wire ISO with milliseconds and Z. */
export function time(description: string) {
  return z.iso
    .datetime({offset: true, error: 'must be an ISO 8601 time with a zone, such as 2026-11-20T14:00:00Z'})
    .meta(inputAs('time', description))
}

/** Something of ours that is off unless it is asked for. */
export function toggle(description: string) {
  return z
    .boolean()
    .meta({description, switch: true} satisfies FieldMeta)
    .optional()
}

/** One word out of a few, where the contract says only that it is text. */
export function oneOf(description: string, words: readonly string[]) {
  return z
    .string()
    .refine((word) => words.includes(word), `must be one of ${words.join(', ')}`)
    .meta({description, members: words} satisfies FieldMeta)
}

/** Words out of a few with commas between them, in any case. */
export function wordList(description: string, words: readonly string[]) {
  const known = words.map((word) => word.toLowerCase())
  return z
    .string()
    .refine((list) => list.split(',').every((word) => known.includes(word.toLowerCase())), {
      error: `must be of ${words.join(', ')}; several with commas between them`,
    })
    .describe(description)
}

/** An order as it is typed, `timestamp.desc` or `timestamp:desc`; undefined for what is none. */
export function readOrder(text: string): {field: string; direction: 'asc' | 'desc'} | undefined {
  const [, field = '', direction] = /^(.+)[.:](asc|desc)$/.exec(text) ?? []
  return direction === 'asc' || direction === 'desc' ? {field, direction} : undefined
}

/** The arguments of `.refine()` for a field that goes only with another one, whose flag the error names. */
export function needs<Field extends string, Other extends string>(
  field: Field,
  other: Other,
  flag: string,
): [(given: {[name in Field | Other]?: unknown}) => boolean, {path: string[]; error: string}] {
  return [
    (given) => given[field] === undefined || given[other] !== undefined,
    {path: [field], error: `needs ${flag} too`},
  ]
}

/** The environments that servers keep as they are; of others they make lower case, or `default`. */
export const ENVIRONMENT = /^(?!langfuse)[a-z0-9_-]{1,40}$/

/** What servers make of a text that they trim: see `changes` of operations. A line end after it is no loss. */
export function trimmed(field: string, value: unknown): [field: string, change: string][] {
  if (typeof value !== 'string' || value.trim() === value.replace(/[\r\n]+$/, '')) return []
  return [[field, 'servers take away the white space around it']]
}

/** The body of a change, which must change something: servers answer an empty one with 400. */
export function someOf<Shape extends z.core.$ZodShape>(schema: z.ZodObject<Shape, z.core.$strict>) {
  return schema.refine((body) => Object.keys(body).length > 0, 'Nothing to change: give at least one field')
}

/** A JSON array, on the command line as `json()`. */
export function jsonArray<Item extends z.ZodType>(item: Item, description: string) {
  return z.array(item).meta(inputAs('json', description))
}

/** A JSON object of any fields, on the command line as `json()`. */
export function jsonObject(description: string) {
  return z.record(z.string(), z.unknown()).meta(inputAs('json', description))
}

/** A moment in an answer. */
export function moment() {
  return z.string().meta(inputAs('time', 'ISO 8601, UTC'))
}

/** Conditions as people type them, or as the API's JSON; on the wire a JSON array. */
export function filters(columns: FilterColumns) {
  return z
    .array(z.unknown())
    .meta({
      description: `Only what fits: 'latency > 5', 'name contains chat', or JSON. Columns: ${describeColumns(columns)}`,
      input: 'conditions',
      columns,
    } satisfies FieldMeta)
    .optional()
}

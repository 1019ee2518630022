import * as z from 'zod'

/** How a field is typed on the command line, where its zod type does not say it all. */
export type InputKind = 'json' | 'text' | 'text-or-json' | 'time'

/** What a field's schema carries beside its type. */
export interface FieldMeta {
  description: string
  input?: InputKind
  /** The flag, where neither the API's name nor the general renames give it. */
  flag?: string
  /** Never shown: --curl names a variable in its place. */
  secret?: true
}

/** Any JSON value: `--metadata '{"a":1}'`, `@file`, `-` (stdin), or bare text. */
export function json(description: string) {
  return z.unknown().meta({description, input: 'json'} satisfies FieldMeta)
}

/** Free text, which may also come from `@file` or `-` (stdin). */
export function text(description: string, check: (schema: z.ZodString) => z.ZodString = (schema) => schema) {
  return check(z.string()).meta({description, input: 'text'} satisfies FieldMeta)
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
    .meta({description, input: 'time'} satisfies FieldMeta)
}

/** A moment in an answer. */
export function moment() {
  return z.string().meta({description: 'ISO 8601, UTC', input: 'time'} satisfies FieldMeta)
}

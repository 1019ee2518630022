/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | JsonObject

/** A JSON object. */
export type JsonObject = {[key: string]: Json}

/** Whether a value is a JSON object: no list, not null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A JSON value as Postgres' jsonb gives it back: object keys by length, then by bytes. */
export function jsonb(value: Json): Json {
  if (Array.isArray(value)) return value.map(jsonb)
  if (!isObject(value)) return value
  const keys = Object.keys(value).sort((a, b) => Buffer.byteLength(a) - Buffer.byteLength(b) || (a < b ? -1 : 1))
  return Object.fromEntries(keys.map((key) => [key, jsonb(value[key] ?? null)]))
}

/** Input or output as server version 4 gives it back: text as it was stored, "" for nothing. */
export function rawText(value: Json): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Metadata as server version 4 keeps it: the paths of its leaves as keys; lists are leaves. */
export function flat(value: Json, path = '', found: JsonObject = {}): JsonObject {
  if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) flat(inner, path === '' ? key : `${path}.${key}`, found)
  } else if (path !== '') found[path] = value
  return found
}

/** What is known: the entries that are not undefined. */
export function withoutUndefined(values: {[key: string]: unknown}): JsonObject {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

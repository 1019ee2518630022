import type {Json} from './store.js'

/** A JSON value as Postgres' jsonb gives it back: object keys by length, then by bytes. */
export function jsonb(value: Json): Json {
  if (Array.isArray(value)) return value.map(jsonb)
  if (value === null || typeof value !== 'object') return value
  const keys = Object.keys(value).sort((a, b) => byteLength(a) - byteLength(b) || (a < b ? -1 : 1))
  return Object.fromEntries(keys.map((key) => [key, jsonb(value[key] ?? null)]))
}

function byteLength(text: string): number {
  return Buffer.byteLength(text)
}

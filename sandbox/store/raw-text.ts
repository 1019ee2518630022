import type {Json} from './store.js'

/** Input or output as server version 4 gives it back: text as it was stored, "" for nothing. */
export function rawText(value: Json): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

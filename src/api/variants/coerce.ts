import {CliError} from '../errors/cli-error.js'
import {ExactNumber, isNumber, readNumber} from '../json/exact-number.js'
import type {Row} from '../json/object.js'
import {parseJson} from '../json/parse.js'

/** Null for what is empty or missing; anything else stays what the server sent. */
export function word(value: unknown): unknown {
  return value === undefined || value === '' ? null : value
}

/** A number, also where it came as text; null for what is empty or missing; anything else stays what the server sent. */
export function number(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null
  if (value.trim() === '') return null
  const read = readNumber(value)
  return read instanceof ExactNumber || Number.isFinite(read) ? read : value
}

function mapKeys(row: Row, keys: string[], change: (value: unknown) => unknown): Row {
  return Object.fromEntries(keys.map((key) => [key, change(row[key])]))
}

/** Some keys of an object as `word` has them. */
export function wordsAt(row: Row, ...keys: string[]): Row {
  return mapKeys(row, keys, word)
}

/** Some keys of an object as `number` has them. */
export function numbersAt(row: Row, ...keys: string[]): Row {
  return mapKeys(row, keys, number)
}

/** Some keys of an object; null for what is missing. */
export function valuesAt(row: Row, ...keys: string[]): Row {
  return mapKeys(row, keys, (value) => value ?? null)
}

/**
 * An id for a parameter that takes several with commas.
 * @param hint what can be asked instead
 * @throws CliError `not_available` for one with a comma, which would be read as several
 */
export function oneId(id: unknown, hint: string): string {
  if (!String(id).includes(',')) return String(id)
  throw new CliError('not_available', `${id}: this server takes no id with a comma here`, hint)
}

/** A list; empty where it is missing; anything else stays what the server sent. */
export function list(value: unknown): unknown {
  return value ?? []
}

/**
 * Input or output as it was before it was stored as text: parsed where it is JSON. A number that would be printed otherwise,
 * such as `1e5` or `1.0`, stays text.
 */
export function parsedIo(value: unknown, raw: boolean): unknown {
  if (typeof value !== 'string' || raw) return value ?? null
  if (value === '') return null
  try {
    const parsed = parseJson(value)
    return isNumber(parsed) && String(parsed) !== value ? value : parsed
  } catch {
    return value
  }
}

/** An object without some of its keys. */
export function without(row: Row, ...keys: string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)))
}

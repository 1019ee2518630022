import {ExactNumber} from './exact-number.js'

/** Whether a value is a JSON object: neither null nor a list, nor a number. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
}

/** Any JSON object. */
export type Row = Record<string, unknown>

/** What a table has under a name that comes from outside: `constructor` is a name like any other. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** Text that unchecked JSON should have somewhere, without the space around it; empty where it has something else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}

/** A list that unchecked JSON should have somewhere; empty where it has something else. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** The fields of an object that unchecked JSON should have somewhere; none where it has something else. */
export function entriesOf(value: unknown): [name: string, field: unknown][] {
  return isObject(value) ? Object.entries(value) : []
}

import {ExactNumber} from './exact-number.js'

/** Whether a value is a JSON object: neither null nor a list, nor a number. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
}

/** Any JSON object. */
export type Row = Record<string, unknown>

import * as z from 'zod'
import {invalidRequest} from '../http/call.js'
import {check} from '../http/validation.js'

const condition = z.object({
  type: z.string(),
  column: z.string(),
  operator: z.string(),
  key: z.string().optional(),
  value: z.unknown(),
})

type Test = (given: unknown, wanted: unknown) => boolean

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
const text = (value: unknown): string => String(value ?? '')

const operators: Record<string, Test> = {
  '=': (given, wanted) => given === wanted,
  '<>': (given, wanted) => given !== wanted,
  '>': (given, wanted) => (given as number) > (wanted as number),
  '<': (given, wanted) => (given as number) < (wanted as number),
  '>=': (given, wanted) => (given as number) >= (wanted as number),
  '<=': (given, wanted) => (given as number) <= (wanted as number),
  contains: (given, wanted) => text(given).includes(text(wanted)),
  'does not contain': (given, wanted) => !text(given).includes(text(wanted)),
  'starts with': (given, wanted) => text(given).startsWith(text(wanted)),
  'ends with': (given, wanted) => text(given).endsWith(text(wanted)),
  'any of': (given, wanted) => list(given).some((one) => list(wanted).includes(one)),
  'none of': (given, wanted) => !list(given).some((one) => list(wanted).includes(one)),
  'all of': (given, wanted) => list(wanted).every((one) => list(given).includes(one)),
  'is null': (given) => given === null || given === undefined,
  'is not null': (given) => given !== null && given !== undefined,
}

/** The `filter` parameter of old lists, as a test for rows; `columns` are those that the server knows. */
export function readFilter(filter: string | undefined, columns: readonly string[]): (row: object) => boolean {
  if (filter === undefined || filter === '') return () => true
  let parsed: unknown
  try {
    parsed = JSON.parse(filter)
  } catch {
    throw invalidRequest('Invalid JSON in filter parameter')
  }
  const conditions = check(z.array(condition), parsed)
  for (const {column, operator} of conditions) {
    if (!columns.includes(column)) throw invalidRequest(`Column ${column} does not match a UI / CH table mapping.`)
    if (!(operator in operators)) throw invalidRequest('Invalid filter format')
  }
  return (row) =>
    conditions.every(({column, operator, key, value}) => {
      const given = (row as Record<string, unknown>)[column]
      return operators[operator]?.(key === undefined ? given : (given as Record<string, unknown> | null)?.[key], value)
    })
}

/** A parameter that may be repeated, or carry one value with commas. */
export const several = z.union([z.array(z.string()), z.string().transform((value) => value.split(','))]).optional()

/** One page of rows. */
export function pageOf<Row>(rows: Row[], page: number, limit: number): Row[] {
  return rows.slice((page - 1) * limit, page * limit)
}

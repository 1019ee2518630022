import * as z from 'zod'
import {invalidRequest} from '../http/call.js'
import {check} from '../http/validation.js'
import type {Store} from '../store/store.js'
import {instant} from '../store/traces.js'

type Test = (given: unknown, wanted: unknown) => boolean

/** A column that can be filtered by; the kind of its values decides which types of condition it takes. */
export interface Column<Row> {
  kind: keyof typeof TYPES
  of: (row: Row, store: Store) => unknown
}

/** The columns of a list by their names. */
export type Columns<Row> = Record<string, Column<Row>>

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [textOf(value)])
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)))
const inText =
  (test: (given: string, wanted: string) => boolean): Test =>
  (given, wanted) =>
    test(textOf(given), textOf(wanted))
const ordered =
  (test: (given: number, wanted: number) => boolean): Test =>
  (given, wanted) =>
    given !== null && given !== undefined && test(numberOf(given), numberOf(wanted))

const anyOf: Test = (given, wanted) => listOf(given).some((value) => listOf(wanted).includes(value))
const allOf: Test = (given, wanted) => listOf(wanted).every((value) => listOf(given).includes(value))
const options = {'any of': anyOf, 'none of': (given: unknown, wanted: unknown) => !anyOf(given, wanted)}
const datetimes: Record<string, Test> = {
  '>': ordered((given, wanted) => given > wanted),
  '<': ordered((given, wanted) => given < wanted),
  '>=': ordered((given, wanted) => given >= wanted),
  '<=': ordered((given, wanted) => given <= wanted),
}
const numbers = {'=': ordered((given, wanted) => given === wanted), ...datetimes}
const texts: Record<string, Test> = {
  '=': inText((given, wanted) => given === wanted),
  contains: inText((given, wanted) => given.includes(wanted)),
  'does not contain': inText((given, wanted) => !given.includes(wanted)),
  'starts with': inText((given, wanted) => given.startsWith(wanted)),
  'ends with': inText((given, wanted) => given.endsWith(wanted)),
  matches: inText((given, wanted) => given.toLowerCase().includes(wanted.toLowerCase())),
}
const truths: Record<string, Test> = {
  '=': (given, wanted) => given === wanted,
  '<>': (given, wanted) => given !== wanted,
}
const always: Test = () => true

/** Of each type of condition. */
const OPERATORS: Record<string, Record<string, Test>> = {
  datetime: datetimes,
  string: texts,
  number: numbers,
  stringOptions: options,
  arrayOptions: {...options, 'all of': allOf},
  categoryOptions: options,
  stringObject: texts,
  numberObject: numbers,
  booleanObject: truths,
  boolean: truths,
  null: {'is null': (given) => textOf(given) === '', 'is not null': (given) => textOf(given) !== ''},
  positionInTrace: {root: always, last: always, 'nth from start': always, 'nth from end': always},
}

const condition = z.object({
  type: z.enum(Object.keys(OPERATORS)),
  column: z.string(),
  operator: z.string(),
  key: z.string().optional(),
  value: z.unknown(),
})

const TYPES = {
  text: ['string', 'stringOptions', 'null'],
  number: ['number', 'null'],
  datetime: ['datetime', 'null'],
  boolean: ['boolean', 'null'],
  list: ['arrayOptions', 'null'],
  object: ['stringObject', 'numberObject', 'booleanObject', 'categoryOptions', 'null'],
}

/** A filter, read: the columns that it is about, and the test. */
export interface Filter<Row> {
  columns: Set<string>
  fits: (row: Row, store: Store) => boolean
}

function testOf<Row>({type, column, operator, key, value}: z.output<typeof condition>, columns: Columns<Row>) {
  const found = columns[column]
  if (!found) throw invalidRequest(`Column ${column} does not match a UI / CH table mapping.`)
  const test = OPERATORS[type]?.[operator]
  if (!test || !['positionInTrace', ...TYPES[found.kind]].includes(type)) {
    throw invalidRequest(`Invalid filter: type ${type} with operator ${operator} does not fit column ${column}`)
  }
  return (row: Row, store: Store) => {
    const given = found.of(row, store)
    return test(key === undefined ? given : new Map(Object.entries(given ?? {})).get(key), value)
  }
}

/** Conditions that were already parsed, checked against the columns: one that is unknown or of another kind is a 400. */
export function readConditions<Row>(given: unknown, columns: Columns<Row>): Filter<Row> {
  const conditions = check(z.array(condition), given)
  const tests = conditions.map((found) => testOf(found, columns))
  const fits = (row: Row, store: Store) => tests.every((test) => test(row, store))
  return {columns: new Set(conditions.map(({column}) => column)), fits}
}

/** The `filter` parameter of lists. */
export function readFilter<Row>(text: string | undefined, columns: Columns<Row>): Filter<Row> {
  if (text === undefined || text === '') return {columns: new Set(), fits: () => true}
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw invalidRequest('Invalid JSON in filter parameter')
  }
  return readConditions(parsed, columns)
}

/** A test for times from one instant on and before another, where they are given. */
export function within(from: string | undefined, to: string | undefined): (time: string) => boolean {
  const [begin, end] = [from && instant(from), to && instant(to)]
  return (time) => (!begin || time >= begin) && (!end || time < end)
}

/** A test for the parameters of these names: a field of the row has to be the value, or among them. */
export function having<Name extends string>(
  given: {[Key in Name]?: string | string[] | undefined},
  names: readonly Name[],
): (row: {[Key in Name]: unknown}) => boolean {
  const wanted = names.flatMap((name) => (given[name] ? [{name, values: [given[name]].flat()}] : []))
  return (row) => wanted.every(({name, values}) => values.some((value) => value === row[name]))
}

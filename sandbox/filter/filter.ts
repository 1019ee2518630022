import * as z from 'zod'
import {invalidRequest} from '../http/call.js'
import {check} from '../http/validation.js'
import type {Store} from '../store/store.js'
import type {Column, ColumnKind} from '../version-4/span-columns.js'

const condition = z.object({
  type: z.enum([
    'datetime',
    'string',
    'number',
    'stringOptions',
    'arrayOptions',
    'categoryOptions',
    'stringObject',
    'numberObject',
    'booleanObject',
    'boolean',
    'null',
    'positionInTrace',
  ]),
  column: z.string(),
  operator: z.string(),
  key: z.string().optional(),
  value: z.unknown(),
})
type Condition = z.output<typeof condition>
type Test = (given: unknown, wanted: unknown) => boolean

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [textOf(value)])
const inText =
  (test: (given: string, wanted: string) => boolean): Test =>
  (given, wanted) =>
    test(textOf(given), textOf(wanted))
const ordered =
  (test: (given: number, wanted: number) => boolean): Test =>
  (given, wanted) =>
    given !== null && given !== undefined && test(numberOf(given), numberOf(wanted))
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)))

const anyOf: Test = (given, wanted) => listOf(given).some((one) => listOf(wanted).includes(one))
const noneOf: Test = (given, wanted) => !anyOf(given, wanted)
const allOf: Test = (given, wanted) => listOf(wanted).every((one) => listOf(given).includes(one))
const comparing: Record<string, Test> = {
  '=': ordered((given, wanted) => given === wanted),
  '>': ordered((given, wanted) => given > wanted),
  '<': ordered((given, wanted) => given < wanted),
  '>=': ordered((given, wanted) => given >= wanted),
  '<=': ordered((given, wanted) => given <= wanted),
}
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
const {'=': _, ...datetimes} = comparing
const options = {'any of': anyOf, 'none of': noneOf}
const always: Test = () => true

const operators: Record<Condition['type'], Record<string, Test>> = {
  datetime: datetimes,
  string: texts,
  number: comparing,
  stringOptions: options,
  arrayOptions: {...options, 'all of': allOf},
  categoryOptions: options,
  stringObject: texts,
  numberObject: comparing,
  booleanObject: truths,
  boolean: truths,
  null: {
    'is null': (given) => textOf(given) === '',
    'is not null': (given) => textOf(given) !== '',
  },
  positionInTrace: {root: always, last: always, 'nth from start': always, 'nth from end': always},
}

const typesOf: Record<ColumnKind, Condition['type'][]> = {
  text: ['string', 'stringOptions', 'null'],
  number: ['number', 'null'],
  datetime: ['datetime', 'null'],
  boolean: ['boolean', 'null'],
  list: ['arrayOptions', 'null'],
  object: ['stringObject', 'numberObject', 'booleanObject', 'categoryOptions', 'null'],
}

/** A filter, read: the columns that it is about, and the test. */
export interface TypedFilter<Row> {
  columns: Set<string>
  fits: (row: Row, store: Store) => boolean
}

function testOf<Row>({type, column, operator, key, value}: Condition, columns: Record<string, Column<Row>>) {
  const found = columns[column]
  if (!found) throw invalidRequest(`Column ${column} does not match a UI / CH table mapping.`)
  const test = operators[type][operator]
  if (!test || !(typesOf[found.kind].includes(type) || type === 'positionInTrace')) {
    throw invalidRequest(`Invalid filter: type ${type} with operator ${operator} does not fit column ${column}`)
  }
  return (row: Row, store: Store) => {
    const given = found.of(row, store)
    return test(key === undefined ? given : (given as Record<string, unknown>)[key], value)
  }
}

/** Conditions that were already parsed, checked against the columns: one that is unknown or of another kind is a 400. */
export function readConditions<Row>(given: unknown, columns: Record<string, Column<Row>>): TypedFilter<Row> {
  const conditions = check(z.array(condition), given)
  const tests = conditions.map((one) => testOf(one, columns))
  const fits = (row: Row, store: Store) => tests.every((test) => test(row, store))
  return {columns: new Set(conditions.map(({column}) => column)), fits}
}

/** The `filter` parameter of new lists. */
export function readTypedFilter<Row>(text: string | undefined, columns: Record<string, Column<Row>>): TypedFilter<Row> {
  if (text === undefined || text === '') return {columns: new Set(), fits: () => true}
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw invalidRequest('Invalid JSON in filter parameter')
  }
  return readConditions(parsed, columns)
}

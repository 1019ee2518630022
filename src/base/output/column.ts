import type * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import {isNumber} from '../../api/json/exact-number.js'
import {own, type Row} from '../../api/json/object.js'
import {MOST_LEVELS} from '../../api/json/parse.js'
import {stringifyJson} from '../../api/json/stringify.js'
import {unwrap} from '../input/fields.js'
import {localTime} from '../input/time.js'
import {parsePath, valueAt} from './path.js'

/** How a value is shown in a table: ids (and names that identify) stay whole, money gets its sign, ranges turn 1,2,3 into 1-3. */
export type ColumnKind = 'id' | 'money' | 'ranges' | 'text' | 'time'

type Declared<Item> = keyof {[Key in keyof Item as string extends Key ? never : Key]: unknown} & string

/** The keys that a type names; any text where it names none, as a row does. */
type KeyOf<Item> = [Declared<Item>] extends [never] ? keyof Item & string : Declared<Item>

type PathBelow<Key extends string, Value> = Value extends readonly unknown[]
  ? never
  : Value extends object
    ? `${Key}.${KeyOf<Value>}`
    : never

/** The columns that can be named for an item: the keys that its schema declares, or those of an object below one. */
export type ColumnPath<Item> = {
  [Key in KeyOf<Item>]: Key | (Key extends keyof Item ? PathBelow<Key, Item[Key]> : never)
}[KeyOf<Item>]

/** A column as a command declares it: a path, or a path with a heading or kind of its own. */
export type ColumnSpec<Item> = ColumnPath<Item> | {path: ColumnPath<Item>; header?: string; kind?: ColumnKind}

/** A column, ready to be used. */
export interface Column {
  path: string[]
  header: string
  kind: ColumnKind
}

function inferKind(path: string[], item: z.ZodObject): ColumnKind {
  const field = own(item.shape, path[0] ?? '') as z.ZodType | undefined
  if (field && path.length === 1 && unwrap(field).meta.input === 'time') return 'time'
  return /^id$|[a-z0-9]Id$/.test(path.at(-1) ?? '') ? 'id' : 'text'
}

/** Completes declared columns from the item's schema. */
export function toColumns<Item extends z.ZodObject>(
  specs: readonly ColumnSpec<z.output<Item>>[],
  item: Item,
): Column[] {
  return (specs as readonly ColumnSpec<Row>[]).map((spec) => {
    const given = typeof spec === 'string' ? {path: spec} : spec
    const path = given.path.split('.')
    return {
      path,
      header: ('header' in given && given.header) || given.path,
      kind: ('kind' in given && given.kind) || inferKind(path, item),
    }
  })
}

/** A column for each field of an object, those that its schema names first. */
export function columnsOf(row: Row, item: z.ZodObject): Column[] {
  const keys = new Set([...Object.keys(item.shape).filter((key) => Object.hasOwn(row, key)), ...Object.keys(row)])
  return [...keys].map((key) => ({path: [key], header: key, kind: inferKind([key], item)}))
}

/** The column of a name that a user typed: a heading of the table, or a path (`parsePath`). @throws CliError `usage` for one that is too deep */
export function findColumn(name: string, columns: Column[], item: z.ZodObject): Column {
  const known =
    columns.find(({header}) => header === name) ??
    columns.find(({header}) => header.toLowerCase() === name.toLowerCase())
  if (known) return known
  const path = parsePath(name)
  if (path.length > MOST_LEVELS) throw new CliError('usage', `--columns: "${name.slice(0, 40)}…" is too deep`)
  return {path, header: name, kind: inferKind(path, item)}
}

/**
 * Refuses chosen columns that neither the schema nor the first rows know. Schemas do not name all that servers send, so
 * that without a row nobody can tell.
 * @returns what to say of a column that no schema knows, when there is no row; undefined when there is nothing to say
 * @throws CliError `usage` with the names there are
 */
export function checkColumns(
  rows: Row[],
  columns: Column[],
  declared: Column[],
  item: z.ZodObject,
): string | undefined {
  const strange = columns.find(({path, header}) => {
    const known = Object.hasOwn(item.shape, path[0] ?? '') || declared.some((column) => column.header === header)
    return !known && rows.every((row) => valueAt(row, path) === undefined)
  })
  if (!strange) return undefined
  const names = [...new Set([...declared.map(({header}) => header), ...Object.keys(item.shape)])].join(', ')
  if (rows.length === 0)
    return `--columns: there is no row to show whether there is a "${strange.header}"; known: ${names}`
  throw new CliError(
    'usage',
    `--columns: there is no "${strange.header}" here`,
    `Columns: ${names}; paths work too: metadata.a.b, or metadata["a.b"].`,
  )
}

function ranges(numbers: number[]): string {
  const parts: string[] = []
  const sorted = [...numbers].sort((a, b) => a - b)
  for (let start = 0; start < sorted.length; ) {
    let end = start
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end++
    parts.push(end === start ? `${sorted[start]}` : `${sorted[start]}-${sorted[end]}`)
    start = end + 1
  }
  return parts.join(', ')
}

/** A value as one cell of a text format: nothing for null, JSON for what is nested. Nothing is cut or changed. */
export function exactCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? stringifyJson(value) : String(value)
}

function money(amount: number): string {
  return `$${amount.toFixed(amount !== 0 && Math.abs(amount) < 0.01 ? 6 : 2)}`
}

/** A value as people read it: local times, lists with commas, money with its sign. */
export function readableCell(value: unknown, kind: ColumnKind): string {
  if (Array.isArray(value) && value.every((element) => typeof element !== 'object' || isNumber(element))) {
    return kind === 'ranges' && value.every((element) => typeof element === 'number') ? ranges(value) : value.join(', ')
  }
  if (kind === 'time' && typeof value === 'string') return localTime(value)
  if (kind === 'money' && isNumber(value)) return money(Number(value))
  return exactCell(value)
}

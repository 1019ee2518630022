import type {Shape} from '../shapes.js'
import {words} from '../texts/words.js'

/** A row of output. */
export type Row = Record<string, unknown>

/** Something in which the answers of the newer routes differ from those of the older ones. */
export interface Difference {
  /** As docs/shapes.md says it. */
  because: string
  /** Makes of the older routes' rows what the newer ones give. */
  change: (rows: Row[]) => Row[]
}

/** One command line that all servers must answer alike. */
export interface Question {
  /** Without `langfuse`. */
  line: string[]
  /** Which schema has the keys that are compared. */
  shape: Shape | 'metric'
  /** All in which the newer routes may differ, and do. */
  differs: Difference[]
}

/** One row of the table; the line is split as a shell does. */
export function question(line: string, shape: Question['shape'], ...differs: Difference[]): Question {
  return {line: words(line), shape, differs}
}

type Change = Row | ((row: Row) => Row)

function changed(row: Row, change: Change): Row {
  return {...row, ...(typeof change === 'function' ? change(row) : change)}
}

/** Every row has other values under some keys. */
export function everywhere(because: string, change: Change): Difference {
  return {because, change: (rows) => rows.map((row) => changed(row, change))}
}

/** The rows of these ids have other values under some keys. */
export function at(ids: string[], because: string, change: Change): Difference {
  return {because, change: (rows) => rows.map((row) => (ids.includes(String(row.id)) ? changed(row, change) : row))}
}

/** The rows of these ids are not there. */
export function lacking(ids: string[], because: string): Difference {
  return {because, change: (rows) => rows.filter(({id}) => !ids.includes(String(id)))}
}

/** The rows of these ids come last. */
export function last(ids: string[], because: string): Difference {
  return {
    because,
    change: (rows) => [
      ...rows.filter(({id}) => !ids.includes(String(id))),
      ...rows.filter(({id}) => ids.includes(String(id))),
    ],
  }
}

/** A difference in the rows below a key. */
export function below(key: string, {because, change}: Difference): Difference {
  return {because, change: (rows) => rows.map((row) => ({...row, [key]: change(row[key] as Row[])}))}
}

/** Metadata as server version 4 keeps it: the paths of its leaves as keys. */
export function flat(value: unknown, path = ''): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return path === '' ? {} : {[path]: value}
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flat(inner, path ? `${path}.${key}` : key)))
}

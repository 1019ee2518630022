import type {ScalarTag} from 'yaml'
import {CliError} from '../../api/errors/cli-error.js'
import {ExactNumber, isNumber} from '../../api/json/exact-number.js'
import {isObject, type Row} from '../../api/json/object.js'
import {stringifyJson, written} from '../../api/json/stringify.js'
import {type Column, exactCell, valueAt} from './column.js'
import type {OutputFormat} from './format.js'
import type {Chunk} from './max-bytes.js'
import {sanitizeForTerminal} from './terminal.js'

/** How rows become text. */
export interface Rendering {
  format: Exclude<OutputFormat, 'table'>
  /** What a text format shows; `chosen` columns also cut down the machine formats. */
  columns: Column[]
  chosen: boolean
  /** Keys of the item's schema, in order: the first columns of a csv that carries everything. */
  keys: string[]
  header: boolean | undefined
}

const OBEYED = /[\u007f-\u009f]/

/** JSON for machines; characters that a terminal would obey are written as escapes. */
export function toJson(value: unknown, indent?: number): string {
  const text = stringifyJson(value, indent)
  if (!OBEYED.test(text)) return text
  return text.replaceAll(
    new RegExp(OBEYED, 'g'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const YAML_NUMBER: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => value instanceof ExactNumber,
  resolve: (text) => text,
  stringify: ({value}) => String(value),
}

/** Levels that YAML is written of: its library has calls within calls for them. */
const DEEPEST_YAML = 500

function isDeeper(value: unknown, levels: number): boolean {
  let layer = [value]
  for (let level = 0; layer.length > 0; level++) {
    if (level > levels) return true
    layer = layer.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}

/** A value as YAML; long lines are not folded. The library is loaded when it is wanted. @throws CliError `rejected` as JSON */
export async function toYaml(value: unknown): Promise<string> {
  if (isDeeper(value, DEEPEST_YAML)) throw new CliError('rejected', 'This is nested too deep for YAML', 'Use -o json.')
  const {stringify} = await import('yaml')
  const options = {lineWidth: 0, aliasDuplicateObjects: false, customTags: [YAML_NUMBER]}
  return written(() => stringify(value, options))
}

/** One value whole: as indented JSON, as JSON in one line, or as YAML. */
export async function renderValue(value: unknown, format: 'json' | 'ndjson' | 'yaml'): Promise<string> {
  if (format !== 'yaml') return `${toJson(value, format === 'json' ? 2 : undefined)}\n`
  return toYaml(value)
}

const INDEX = /^\d+$/

function within(value: unknown, paths: string[][]): unknown {
  if (paths.some((path) => path.length === 0)) return value ?? null
  const below = new Map<string, string[][]>()
  for (const [key = '', ...rest] of paths)
    below
      .set(key, below.get(key) ?? [])
      .get(key)
      ?.push(rest)
  const keys = [...below.keys()]
  const picked = [...below].map(([key, rests]): [string, unknown] => [
    key,
    within(valueAt({value}, ['value', key]), rests),
  ])
  if (!keys.every((key) => INDEX.test(key)) || isObject(value)) return withKeys(picked)
  if (!Array.isArray(value)) return null
  const chosen = withKeys(picked)
  const ends = keys.map((key) => Number(key) + 1).filter((end) => end <= value.length)
  const size = ends.reduce((most, end) => Math.max(most, end), 0)
  return Array.from({length: size}, (_, index) => chosen[index] ?? null)
}

function withKeys(entries: [string, unknown][]): Row {
  const result: Row = Object.create(null)
  for (const [key, value] of entries) result[key] = value
  return result
}

/**
 * Only the chosen columns of a row, with the nesting kept: what is chosen is found at the same path as before, so a
 * list has nulls before a chosen element. A column below another one is part of that one. The row stays as it is.
 */
export function pick(row: Row, columns: Column[]): Row {
  return within(
    row,
    columns.map(({path}) => path),
  ) as Row
}

function tsvCell(value: unknown): string {
  const escapes: Record<string, string> = {'\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r'}
  return exactCell(value).replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
}

function csvCell(value: unknown): string {
  const text = exactCell(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function line(row: Row, columns: Column[], format: 'csv' | 'tsv'): string {
  return format === 'csv'
    ? `${columns.map((column) => csvCell(valueAt(row, column.path))).join(',')}\r\n`
    : `${columns.map((column) => tsvCell(valueAt(row, column.path))).join('\t')}\n`
}

function heading(columns: Column[], format: 'csv' | 'tsv'): string {
  const names = columns.map((column) => column.header)
  return format === 'csv' ? `${names.map(csvCell).join(',')}\r\n` : `${names.map(tsvCell).join('\t')}\n`
}

function everyColumn(keys: string[], rows: Row[]): Column[] {
  const seen = new Set([...keys, ...rows.flatMap((row) => Object.keys(row))])
  return [...seen].map((key) => ({path: [key], header: key, kind: 'text'}))
}

async function* delimited(pages: AsyncIterable<Row[]>, how: Rendering, format: 'csv' | 'tsv'): AsyncGenerator<Chunk> {
  let columns = how.columns
  let first = true
  let before = ''
  const missed = new Set<string>()
  for await (const rows of pages) {
    if (first) {
      if (format === 'csv' && !how.chosen) columns = everyColumn(how.keys, rows)
      if (how.header ?? format === 'csv') before = heading(columns, format)
    }
    first = false
    if (format === 'csv' && !how.chosen) {
      const known = new Set(columns.map((column) => column.header))
      for (const key of rows.flatMap((row) => Object.keys(row))) if (!known.has(key)) missed.add(key)
    }
    yield {before, pieces: rows.map((row) => line(row, columns, format))}
    before = ''
  }
  if (missed.size > 0) {
    throw new CliError(
      'partial',
      `The server sent fields that the first page did not have, and the csv lacks them: ${[...missed].join(', ')}`,
      'Use -o ndjson, or name them with --columns.',
    )
  }
}

/** What closes a list as JSON. */
export const JSON_END = '\n]\n'

async function* jsonArray(pages: AsyncIterable<Row[]>): AsyncGenerator<Chunk> {
  let open = false
  for await (const rows of pages) {
    if (rows.length === 0) continue
    const pieces = rows.map((row, index) => `${open || index > 0 ? ',\n' : ''}  ${toJson(row)}`)
    yield {before: open ? '' : '[\n', pieces}
    open = true
  }
  yield {before: '', pieces: [], end: open ? JSON_END : '[]\n'}
}

async function* yamlList(pages: AsyncIterable<Row[]>): AsyncGenerator<Chunk> {
  let any = false
  for await (const rows of pages) {
    if (rows.length > 0) yield {before: '', pieces: await Promise.all(rows.map((row) => toYaml([row])))}
    any ||= rows.length > 0
  }
  if (!any) yield {before: '', pieces: ['[]\n']}
}

async function* mapped(pages: AsyncIterable<Row[]>, columns: Column[]): AsyncGenerator<Row[]> {
  for await (const rows of pages) yield rows.map((row) => pick(row, columns))
}

/** Pages of rows as chunks of text, one page held at a time; a piece is a row. */
export async function* renderRows(pages: AsyncIterable<Row[]>, how: Rendering): AsyncGenerator<Chunk> {
  if (how.format === 'csv' || how.format === 'tsv') return yield* delimited(pages, how, how.format)
  const rows = how.chosen ? mapped(pages, how.columns) : pages
  if (how.format === 'json') return yield* jsonArray(rows)
  if (how.format === 'yaml') return yield* yamlList(rows)
  for await (const page of rows) yield {before: '', pieces: page.map((row) => `${toJson(row)}\n`)}
}

const LONG_TEXT = 60

/** One object for people: aligned `name: value` lines, long text and nested values below. */
export function renderFields(row: Row, columns: Column[], readable: (column: Column) => string): string {
  const entries = columns.map((column) => {
    const value = valueAt(row, column.path)
    const listed = Array.isArray(value) && value.some((element) => typeof element === 'object' && !isNumber(element))
    const text = isObject(value) || listed ? stringifyJson(value, 2) : readable(column)
    return {header: column.header, text: sanitizeForTerminal(text)}
  })
  const isLong = ({text}: {text: string}) => text.includes('\n') || text.length > LONG_TEXT
  const [long, short] = [entries.filter(isLong), entries.filter((entry) => !isLong(entry))]
  const size = short.reduce((most, {header}) => Math.max(most, header.length + 1), 0)
  const lines = short.map(({header, text}) => `${`${header}:`.padEnd(size)}  ${text}`.trimEnd())
  const blocks = long.map(({header, text}) => `\n${header}:\n${text.replaceAll(/^(?=.)/gm, '  ').trimEnd()}`)
  return `${[...lines, ...blocks].join('\n')}\n`
}

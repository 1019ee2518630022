import {CliError} from '../../api/errors/cli-error.js'
import {isNumber} from '../../api/json/exact-number.js'
import {isObject, type Row} from '../../api/json/object.js'
import {stringifyJson} from '../../api/json/stringify.js'
import {type Column, exactCell} from './column.js'
import type {OutputFormat} from './format.js'
import type {Chunk} from './max-bytes.js'
import {findKeys, valueAt} from './path.js'
import {toJson, toYaml} from './serialize.js'
import {oneLine, sanitizeForTerminal} from './terminal.js'

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
    columns.map(({path}) => findKeys(row, path) ?? path),
  ) as Row
}

const TSV_ESCAPES: Record<string, string> = {'\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r'}

/** Half of a surrogate pair, which UTF-8 cannot carry, is written as JSON does: `\ud83d`. */
function tsvCell(value: unknown): string {
  return exactCell(value).replaceAll(
    /[\\\t\n\r]|\p{Surrogate}/gu,
    (character) => TSV_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16)}`,
  )
}

function csvCell(value: unknown): string {
  const text = exactCell(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A csv of one column has quotes for nothing, because readers skip empty lines. */
function line(row: Row, columns: Column[], format: 'csv' | 'tsv'): string {
  const values = columns.map(({path}) => valueAt(row, path))
  return format === 'csv' ? `${values.map(csvCell).join(',') || '""'}\r\n` : `${values.map(tsvCell).join('\t')}\n`
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
  const everything = format === 'csv' && !how.chosen
  const {header = format === 'csv'} = how
  let columns: Column[] | undefined
  const missed = new Set<string>()
  for await (const rows of pages) {
    if (rows.length === 0) continue
    const before = header && !columns
    columns ??= everything ? everyColumn(how.keys, rows) : how.columns
    if (everything) {
      const known = new Set(columns.map((column) => column.header))
      for (const key of rows.flatMap((row) => Object.keys(row))) if (!known.has(key)) missed.add(key)
    }
    const shown = columns
    yield {before: before ? heading(shown, format) : '', pieces: rows.map((row) => line(row, shown, format))}
  }
  if (header && !columns)
    yield {before: heading(everything ? everyColumn(how.keys, []) : how.columns, format), pieces: []}
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
    return {header: oneLine(column.header), text: sanitizeForTerminal(text)}
  })
  const isLong = ({text}: {text: string}) => text.includes('\n') || text.length > LONG_TEXT
  const [long, short] = [entries.filter(isLong), entries.filter((entry) => !isLong(entry))]
  const size = short.reduce((most, {header}) => Math.max(most, header.length + 1), 0)
  const lines = short.map(({header, text}) => `${`${header}:`.padEnd(size)}  ${text}`.trimEnd())
  const blocks = long.map(({header, text}) => `\n${header}:\n${text.replaceAll(/^(?=.)/gm, '  ').trimEnd()}`)
  return `${[...lines, ...blocks].join('\n')}\n`
}

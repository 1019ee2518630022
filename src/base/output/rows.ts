import {setImmediate} from 'node:timers/promises'
import type * as z from 'zod'
import type {Row} from '../../api/json/object.js'
import {type Column, checkColumns, findColumn} from './column.js'
import type {OutputContext} from './context.js'
import type {OutputFormat, OutputTarget} from './format.js'
import {type Filter, failed, lineOf} from './jq.js'
import {type Chunk, printChunks} from './max-bytes.js'
import {JSON_END, renderRows} from './render.js'
import {createTable, type TableLayout} from './table.js'
import {safeForStdout} from './terminal.js'

/** The format of a list: as asked for, else a table for people and tsv for a pipe; what --jq makes are lines. */
export function listFormat({io, settings}: OutputTarget): OutputFormat {
  if (settings.jq !== undefined) return 'ndjson'
  return settings.output ?? (io.stdout.isTTY ? 'table' : 'tsv')
}

async function* checkedPages(
  notes: OutputContext['notes'],
  pages: AsyncIterable<Row[]>,
  columns: Column[],
  declared: Column[],
  item: z.ZodObject,
): AsyncGenerator<Row[]> {
  let checked = false
  for await (const rows of pages) {
    if (!checked && rows.length > 0) checkColumns(rows, columns, declared, item)
    checked ||= rows.length > 0
    yield rows
  }
  const doubt = checked ? undefined : checkColumns([], columns, declared, item)
  if (doubt) notes.warn(doubt)
}

/** Rows that are laid out before anybody else has a turn: Ctrl-C waits no longer than that. */
const SLICE = 500

async function* slices(table: TableLayout): AsyncGenerator<Chunk> {
  for (let start = 0; start < table.cells.length; start += SLICE) {
    const {heading, lines} = await table.render(table.cells.slice(start, start + SLICE))
    yield {before: start === 0 ? heading : '', pieces: lines}
    await setImmediate()
  }
}

function byteLength({before, pieces}: Chunk): number {
  return Buffer.byteLength(before) + pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
}

/**
 * Says after each page whether a table has more than --max-bytes. What pages had by themselves tells when the whole has to
 * be laid out to know: widths only grow, so that is hardly ever more than once.
 */
function fullness(table: TableLayout, maxBytes: number | undefined): () => Promise<boolean> {
  let size = 0
  let seen = 0
  return async () => {
    if (maxBytes === undefined) return false
    const {heading, lines} = await table.render(table.cells.slice(seen))
    size += byteLength({before: seen === 0 ? heading : '', pieces: lines})
    seen = table.cells.length
    if (size <= maxBytes) return false
    size = 0
    for await (const slice of slices(table)) size += byteLength(slice)
    return size > maxBytes
  }
}

async function showTable(context: OutputContext, table: TableLayout): Promise<void> {
  await printChunks(context, slices(table), {unit: 'row'})
  const hidden = table.hidden()
  if (hidden > 0) context.notes.note(`${hidden} column${hidden === 1 ? '' : 's'} hidden: --columns or -o json`)
}

async function printTable(context: OutputContext, pages: AsyncIterable<Row[]>, columns: Column[]): Promise<void> {
  const {color, io, notes, settings} = context
  const {isTTY, columns: width = 80} = io.stdout
  const screen = {columns: isTTY ? width || 80 : Number.POSITIVE_INFINITY, color, header: settings.header ?? true}
  const table = createTable(columns, screen)
  const isFull = fullness(table, settings.maxBytes)
  try {
    for await (const rows of pages) {
      table.add(rows)
      if (await isFull()) break
    }
  } finally {
    notes.pause()
    if (table.cells.length > 0) await showTable(context, table)
  }
  if (table.cells.length === 0) notes.note('Nothing found.')
}

async function* filtered(jq: Filter, pages: AsyncIterable<Row[]>): AsyncGenerator<Chunk> {
  let seen = 0
  for await (const rows of pages) {
    const {results, failure, halted} = jq.run(rows)
    yield {before: '', pieces: results.map((some) => some.map(lineOf).join(''))}
    if (failure) throw failed(jq, failure.message, seen + failure.index + 1)
    if (halted) return
    seen += rows.length
  }
}

async function* shown({io, notes}: OutputContext, chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  const safe = (text: string) => safeForStdout(io.stdout, text)
  for await (const chunk of chunks) {
    notes.pause()
    yield {...chunk, before: safe(chunk.before), pieces: chunk.pieces.map(safe)}
  }
}

/**
 * Prints rows as they come, a table when all are there, or what --jq makes of each.
 * @param declared the columns of a table, and of the formats without names
 * @throws CliError `usage` for a column that does not exist, CliError `partial` where --max-bytes ends, CliError `partial` where jq fails
 */
export async function printRows(
  context: OutputContext,
  pages: AsyncIterable<Row[]>,
  declared: Column[],
  item: z.ZodObject,
): Promise<void> {
  const {settings, notes, jq} = context
  if (jq) return printChunks(context, shown(context, filtered(jq, pages)), {unit: 'row'})
  const chosen = settings.columns?.map((name) => findColumn(name, declared, item))
  const columns = chosen ?? declared
  const format = listFormat(context)
  const checked = checkedPages(notes, pages, columns, declared, item)
  if (format === 'table') return printTable(context, checked, columns)
  const keys = Object.keys(item.shape)
  const how = {format, columns, chosen: chosen !== undefined, keys, header: settings.header}
  const close = format === 'json' ? JSON_END : ''
  await printChunks(context, shown(context, renderRows(checked, how)), {unit: 'row', close})
}

/** Rows that are all at hand, as the pages that `printRows` takes. */
export async function* onePage(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows
}

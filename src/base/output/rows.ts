import type * as z from 'zod'
import type {Row} from '../../api/json/object.js'
import {type Column, checkColumns, findColumn} from './column.js'
import type {OutputContext} from './context.js'
import type {OutputFormat, OutputTarget} from './format.js'
import {type Filter, failed, lineOf} from './jq.js'
import {type Chunk, printChunks} from './max-bytes.js'
import {JSON_END, renderRows} from './render.js'
import {renderTable} from './table.js'
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

function layOut({io: {stdout}, settings, color}: OutputContext, rows: Row[], columns: Column[]) {
  const width = stdout.isTTY ? stdout.columns || 80 : Number.POSITIVE_INFINITY
  return renderTable(rows, columns, {columns: width, color, header: settings.header ?? true})
}

async function showTable(context: OutputContext, rows: Row[], columns: Column[]): Promise<void> {
  const {settings, notes} = context
  const {text, hidden} = await layOut(context, rows, columns)
  const lines = text.split(/(?<=\n)/)
  const before = (settings.header ?? true) ? (lines.shift() ?? '') : ''
  await printChunks(context, [{before, pieces: lines}], {unit: 'row'})
  if (hidden > 0) notes.note(`${hidden} column${hidden === 1 ? '' : 's'} hidden: --columns or -o json`)
}

async function isFull(context: OutputContext, rows: Row[], columns: Column[]): Promise<boolean> {
  const {maxBytes} = context.settings
  return maxBytes !== undefined && Buffer.byteLength((await layOut(context, rows, columns)).text) > maxBytes
}

async function printTable(context: OutputContext, pages: AsyncIterable<Row[]>, columns: Column[]): Promise<void> {
  const rows: Row[] = []
  try {
    for await (const page of pages) {
      rows.push(...page)
      if (await isFull(context, rows, columns)) break
    }
  } finally {
    context.notes.pause()
    if (rows.length > 0) await showTable(context, rows, columns)
  }
  if (rows.length === 0) context.notes.note('Nothing found.')
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

import type * as z from 'zod'
import type {LocalContext} from '../context.js'
import type {OutputFormat, Settings} from '../settings.js'
import {type Column, checkColumns, findColumn, type Row} from './column.js'
import {renderRows} from './render.js'
import {renderTable} from './table.js'
import {harmless} from './terminal.js'
import {write} from './write.js'

/** The format of a list: as asked for, else a table for people and tsv for a pipe. */
export function listFormat(settings: Settings): OutputFormat {
  return settings.output ?? (process.stdout.isTTY ? 'table' : 'tsv')
}

async function* checkedPages(
  notes: LocalContext['notes'],
  pages: AsyncIterable<Row[]>,
  columns: Column[],
  declared: Column[],
  item: z.ZodObject,
): AsyncGenerator<Row[]> {
  let first = true
  for await (const rows of pages) {
    const doubt = first ? checkColumns(rows, columns, declared, item) : undefined
    if (doubt) notes.warn(doubt)
    first = false
    yield rows
  }
}

async function layOut({settings, notes, color}: LocalContext, rows: Row[], columns: Column[]): Promise<void> {
  const width = process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY
  const {text, hidden} = await renderTable(rows, columns, {columns: width, color, header: settings.header ?? true})
  await write(text)
  if (hidden > 0) notes.note(`${hidden} column${hidden === 1 ? '' : 's'} hidden: --columns or -o json`)
}

async function printTable(context: LocalContext, pages: AsyncIterable<Row[]>, columns: Column[]): Promise<void> {
  const rows: Row[] = []
  try {
    for await (const page of pages) rows.push(...page)
  } finally {
    context.notes.pause()
    if (rows.length > 0) await layOut(context, rows, columns)
  }
  if (rows.length === 0) context.notes.note('Nothing found.')
}

/**
 * Prints rows as they come, a table when all are there.
 * @param declared the columns of a table, and of the formats without names
 * @throws UsageError for a column that does not exist
 */
export async function printRows(
  context: LocalContext,
  pages: AsyncIterable<Row[]>,
  declared: Column[],
  item: z.ZodObject,
): Promise<void> {
  const {settings, notes} = context
  const chosen = settings.columns?.map((name) => findColumn(name, declared, item))
  const columns = chosen ?? declared
  const format = listFormat(settings)
  const checked = checkedPages(notes, pages, columns, declared, item)
  if (format === 'table') return printTable(context, checked, columns)
  const keys = Object.keys(item.shape)
  const how = {format, columns, chosen: chosen !== undefined, keys, header: settings.header}
  for await (const chunk of renderRows(checked, how)) {
    notes.pause()
    await write(process.stdout.isTTY ? harmless(chunk) : chunk)
  }
}

/** Rows that are all at hand, as the pages that `printRows` takes. */
export async function* onePage(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows
}

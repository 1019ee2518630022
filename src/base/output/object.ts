import type * as z from 'zod'
import type {LocalContext} from '../context.js'
import type {OutputFormat} from '../settings.js'
import {type Column, checkColumns, findColumn, type Row, readableCell, toColumns, valueAt} from './column.js'
import {pick, renderFields, renderRows, toJson} from './render.js'
import {harmless} from './terminal.js'
import {write} from './write.js'

async function* one(row: Row): AsyncGenerator<Row[]> {
  yield [row]
}

function columnsOf(row: Row, schema: z.ZodObject, chosen: string[] | undefined): Column[] {
  const all = toColumns(
    [...new Set([...Object.keys(schema.shape), ...Object.keys(row)])].filter((key) => key in row),
    schema,
  )
  if (!chosen) return all
  const columns = chosen.map((name) => findColumn(name, all, schema))
  checkColumns([row], columns, all, schema)
  return columns
}

/** Prints one object; `fallback` is the format when nobody asked for one. */
export async function printObject(
  context: LocalContext,
  row: Row,
  schema: z.ZodObject,
  fallback: OutputFormat,
): Promise<void> {
  const {settings} = context
  const format = settings.output ?? fallback
  const columns = columnsOf(row, schema, settings.columns)
  const chosen = settings.columns !== undefined
  context.notes.pause()
  if (format === 'table') {
    return write(renderFields(row, columns, ({path, kind}) => readableCell(valueAt(row, path), kind)))
  }
  const picked = chosen ? pick(row, columns) : row
  if (format === 'json') return write(`${toJson(picked, 2)}\n`)
  if (format === 'yaml') {
    const {toYaml} = await import('./yaml.js')
    const text = toYaml(picked)
    return write(process.stdout.isTTY ? harmless(text) : text)
  }
  const rendering = {format, columns, chosen, keys: Object.keys(schema.shape), header: settings.header}
  for await (const chunk of renderRows(one(row), rendering)) await write(process.stdout.isTTY ? harmless(chunk) : chunk)
}

/** A warning for an answer that is not as its schema says; it is shown all the same. */
export function warnOfSurprise(context: LocalContext, data: unknown, schema: z.ZodType): boolean {
  const issue = schema.safeParse(data).error?.issues[0]
  if (!issue) return false
  const path = issue.path.join('.') || 'it'
  context.notes.warn(`the answer is not as expected (${path}: ${issue.message}); it is shown as it came.`)
  return true
}

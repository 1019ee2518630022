import type * as z from 'zod'
import {annotate, hasErrorCode} from '../../api/errors/cli-error.js'
import {mismatch} from '../../api/json/check.js'
import type {Row} from '../../api/json/object.js'
import {type Column, checkColumns, columnsOf, findColumn, readableCell} from './column.js'
import type {OutputContext} from './context.js'
import type {OutputFormat, OutputTarget} from './format.js'
import {failed, lineOf} from './jq.js'
import {ByteBudget, NO_JSON, printChunks, printWhole} from './max-bytes.js'
import {valueAt} from './path.js'
import {pick, renderFields, renderRows} from './render.js'
import {renderValue, toJson} from './serialize.js'
import {safeForStdout} from './terminal.js'

async function* one(row: Row): AsyncGenerator<Row[]> {
  yield [row]
}

function chosenColumns(row: Row, schema: z.ZodObject, chosen: string[] | undefined): Column[] {
  const all = columnsOf(row, schema)
  if (!chosen) return all
  const columns = chosen.map((name) => findColumn(name, all, schema))
  checkColumns([row], columns, all, schema)
  return columns
}

/** The format of one object: as asked for, else the fallback: a table for people and JSON for a pipe unless said. */
export function objectFormat(
  {io, settings: {output, jq}}: OutputTarget,
  fallback: OutputFormat = io.stdout.isTTY ? 'table' : 'json',
): OutputFormat {
  return jq === undefined ? (output ?? fallback) : 'json'
}

/** Whether an answer is printed, in place of the line that a person at a terminal gets. */
export function wantsAnswer({io, settings: {output, jq}}: OutputTarget): boolean {
  return output !== undefined || jq !== undefined || !io.stdout.isTTY
}

/**
 * Prints what --jq makes of an answer, result by result as far as they fit. @returns whether --jq was given
 * @throws CliError `partial` where --max-bytes ends, or where jq fails
 */
export async function printResults(
  context: OutputContext,
  answer: unknown,
  budget = new ByteBudget(context.settings.maxBytes),
): Promise<boolean> {
  const {io, jq} = context
  if (!jq) return false
  const {results, failure} = jq.run([answer])
  const pieces = results.flat().map((result) => safeForStdout(io.stdout, lineOf(result)))
  await printChunks(context, [{before: '', pieces}], {unit: 'result', budget})
  if (failure) throw failed(jq, failure.message)
  return true
}

/** Prints the answer of what has none to show, such as a deletion, where JSON or --jq asks for it. */
export async function printAnswer(context: OutputContext, answer: unknown): Promise<void> {
  const {settings} = context
  if (await printResults(context, answer)) return
  if (settings.output !== 'json' && settings.output !== 'ndjson') return
  await printWhole(context, `${toJson(answer)}\n`, {instead: settings.output === 'json' ? NO_JSON : ''})
}

/**
 * Prints one object, or what --jq makes of it; `fallback` is the format when nobody asked for one, as for `objectFormat`.
 * @throws CliError `partial` when --max-bytes is less than its size, CliError `partial` or CliError `partial` with --jq
 */
export async function printObject(
  context: OutputContext,
  row: Row,
  schema: z.ZodObject,
  fallback?: OutputFormat,
): Promise<void> {
  context.notes.pause()
  if (await printResults(context, row)) return
  const instead = objectFormat(context, fallback) === 'json' ? NO_JSON : ''
  await printWhole(context, await objectText(context, row, schema, fallback), {instead})
}

async function objectText(
  context: OutputContext,
  row: Row,
  schema: z.ZodObject,
  fallback?: OutputFormat,
): Promise<string> {
  const {io, settings} = context
  const format = objectFormat(context, fallback)
  const columns = chosenColumns(row, schema, settings.columns)
  const chosen = settings.columns !== undefined
  if (format === 'table') return renderFields(row, columns, ({path, kind}) => readableCell(valueAt(row, path), kind))
  const picked = chosen ? pick(row, columns) : row
  if (format === 'json' || format === 'yaml') return safeForStdout(io.stdout, await renderValue(picked, format))
  const rendering = {format, columns, chosen, keys: Object.keys(schema.shape), header: settings.header}
  let text = ''
  for await (const {before, pieces} of renderRows(one(row), rendering)) text += before + pieces.join('')
  return safeForStdout(io.stdout, text)
}

/** Prints what comes before an error. @returns the error; that not all was printed is a remark to it */
export async function errorAfterPrinting(error: Error, print: () => Promise<void>): Promise<Error> {
  try {
    await print()
    return error
  } catch (problem) {
    if (hasErrorCode(problem, 'partial')) return annotate(error, problem.message)
    throw problem
  }
}

/** A warning for the first of what a server sent that is not as its schema says; it is shown all the same. */
export function warnIfUnexpected(context: OutputContext, sent: unknown[], schema: z.ZodType): boolean {
  for (const one of sent) {
    const problem = mismatch(schema, one)
    if (!problem) continue
    context.notes.warn(`the answer is not as expected (${problem}); it is shown as it came.`)
    return true
  }
  return false
}

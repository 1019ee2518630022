import type {LocalContext} from '../command/context.js'
import {toColumns} from '../output/column.js'
import {printLines} from '../output/max-bytes.js'
import {printObject} from '../output/object.js'
import {listFormat, onePage, printRows} from '../output/rows.js'
import {shortPath} from './api-line.js'
import {type Found, LISTS_ALL} from './look-up.js'
import {itemOf, referenceRow, rowOf} from './operations.js'
import {referencePage} from './page.js'

const COLUMNS = toColumns(
  [{path: 'method', kind: 'id'}, {path: 'path', kind: 'id'}, {path: 'command', kind: 'id'}, 'summary'],
  referenceRow,
)
const WIDEST = 80
/** The longest path that leaves room for the other columns of a table. */
const LONGEST_PATH = 36

/** A path as a table has it: `/v2/prompts/{promptName}`, and a long one without the names of its parameters. */
function tablePath(path: string): string {
  const short = shortPath(path)
  return short.length > LONGEST_PATH ? short.replaceAll(/\{\w+\}/g, '{}') : short
}

/** Prints what was found: a list as all lists are, with shorter paths in a table; one operation as text unless another format is asked for. */
export async function printFound(context: LocalContext, found: Found): Promise<void> {
  const {settings, notes} = context
  if ('operation' in found) {
    const item = itemOf(found.operation)
    const {output, columns, jq} = settings
    if (columns || jq || (output && output !== 'table')) return printObject(context, item, referenceRow, 'json')
    const {isTTY, columns: width = WIDEST} = process.stdout
    notes.pause()
    const text = referencePage(item, {columns: isTTY ? Math.min(width, WIDEST) : WIDEST, hard: Boolean(isTTY)})
    return printLines(settings, text)
  }
  const {operations, meant} = found
  if (operations.length === 0) notes.note(`Nothing found.${meant ? ` Did you mean "${meant}"?` : ''}\n${LISTS_ALL}`)
  const isTable = listFormat(settings) === 'table'
  if (operations.length === 0 && isTable) return
  const rows = operations.map(rowOf).map((row) => (isTable ? {...row, path: tablePath(row.path)} : row))
  await printRows(context, onePage(rows), COLUMNS, referenceRow)
}

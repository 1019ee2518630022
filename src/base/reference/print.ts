import type {LocalContext} from '../command/context.js'
import {toColumns} from '../output/column.js'
import {printLines} from '../output/max-bytes.js'
import {printObject} from '../output/object.js'
import {listFormat, onePage, printRows} from '../output/rows.js'
import {shortPath} from './api-line.js'
import {type Reference, referenceItem, referenceRow} from './item.js'
import type {Found} from './look-up.js'
import {referencePage} from './page.js'

const COLUMNS = toColumns(
  [{path: 'method', kind: 'id'}, {path: 'path', kind: 'id'}, {path: 'command', kind: 'id'}, 'summary'],
  referenceRow,
)
const WIDEST = 80
const WAY_ON = '`langfuse reference` lists all there are.'
/** The longest path that leaves room for the other columns of a table. */
const LONGEST_PATH = 36

/** A path as a table has it: `/v2/prompts/{promptName}`, and a long one without the names of its parameters. */
function tablePath(path: string): string {
  const short = shortPath(path)
  return short.length > LONGEST_PATH ? short.replaceAll(/\{\w+\}/g, '{}') : short
}

/** Prints what was found: a list as all lists are, with shorter paths in a table; one operation as text unless another format is asked for. */
export async function printFound(context: LocalContext, found: Found, reference: Reference): Promise<void> {
  const {settings, notes} = context
  if ('one' in found) {
    const whole = reference.whole(found.one)
    const {output, columns, jq} = settings
    if (columns || jq || (output && output !== 'table')) return printObject(context, whole, referenceItem, 'json')
    const {isTTY, columns: width = WIDEST} = process.stdout
    notes.pause()
    const text = referencePage(whole, {columns: isTTY ? Math.min(width, WIDEST) : WIDEST, strict: Boolean(isTTY)})
    return printLines(settings, text)
  }
  const {list, meant} = found
  if (list.length === 0) notes.note(`Nothing found.${meant ? ` Did you mean "${meant}"?` : ''}\n${WAY_ON}`)
  const isTable = listFormat(settings) === 'table'
  if (list.length === 0 && isTable) return
  const rows = list.map(reference.row)
  const shown = isTable ? rows.map((row) => ({...row, path: tablePath(String(row.path))})) : rows
  await printRows(context, onePage(shown), COLUMNS, referenceRow)
}

import type {LocalContext} from '../context.js'
import {toColumns} from '../output/column.js'
import {printObject} from '../output/object.js'
import {listFormat, onePage, printRows} from '../output/rows.js'
import {write} from '../output/write.js'
import {type Reference, referenceItem, referenceRow} from './item.js'
import type {Found} from './look-up.js'
import {referencePage} from './page.js'

const COLUMNS = toColumns(
  [{path: 'method', kind: 'id'}, {path: 'path', kind: 'id'}, 'summary', {path: 'command', kind: 'id'}],
  referenceRow,
)
const WIDEST = 80

/** Prints what was found: a list as all lists are, one operation as text unless another format is asked for. */
export async function printFound(context: LocalContext, found: Found, reference: Reference): Promise<void> {
  const {settings, notes} = context
  if ('one' in found) {
    const whole = reference.whole(found.one)
    const {output, columns, jq} = settings
    if (columns || jq || (output && output !== 'table')) return printObject(context, whole, referenceItem, 'json')
    const {isTTY, columns: width = WIDEST} = process.stdout
    notes.pause()
    return write(referencePage(whole, {columns: isTTY ? Math.min(width, WIDEST) : WIDEST, strict: Boolean(isTTY)}))
  }
  const {list, meant} = found
  if (list.length === 0) notes.note(`Nothing found.${meant ? ` Did you mean "${meant}"?` : ''}`)
  if (list.length === 0 && listFormat(settings) === 'table') return
  await printRows(context, onePage(list.map(reference.row)), COLUMNS, referenceRow)
}

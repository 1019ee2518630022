import type {Row} from '../../api/json/object.js'
import {type Column, readableCell} from './column.js'
import {valueAt} from './path.js'
import {oneLine, style, truncate, width} from './terminal.js'

/** Where a table is shown. */
export interface Screen {
  /** Width in columns. */
  columns: number
  color: boolean
  header: boolean
}

const GAP = 2
const LEAST_TEXT_WIDTH = 12
/** Of a text column, in a file or pipe; the other formats have the whole text. */
const WIDEST_WITHOUT_SCREEN = 10_000
/** Code units that one visible character may take, generously. */
const LONGEST_GRAPHEME = 20

function cell(row: Row, {path, kind}: Column, most: number): string {
  const text = readableCell(valueAt(row, path), kind)
  return kind === 'text' ? truncate(oneLine(text.slice(0, most * LONGEST_GRAPHEME)), most) : oneLine(text)
}

function total(widths: number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1)
}

/** Shrinks text columns to one common width, no less than 12; where that is not enough, columns go from the right. */
function fitWidths(columns: Column[], natural: number[], available: number): number[] {
  for (let count = natural.length; count > 1; count--) {
    for (let level = Math.min(available, WIDEST_WITHOUT_SCREEN); level >= LEAST_TEXT_WIDTH; level--) {
      const widths = natural
        .slice(0, count)
        .map((width, i) => (columns[i]?.kind === 'text' ? Math.min(width, level) : width))
      if (total(widths) <= available) return widths
    }
  }
  return natural.slice(0, 1).map((width) => (columns[0]?.kind === 'text' ? Math.min(width, available) : width))
}

/**
 * Lays rows out as a table that fits the screen.
 * @returns the text, and how many columns did not fit
 */
export async function renderTable(
  rows: Row[],
  columns: Column[],
  screen: Screen,
): Promise<{text: string; hidden: number}> {
  const {default: Table} = await import('cli-table3')
  const most = Math.min(screen.columns, WIDEST_WITHOUT_SCREEN)
  const cells = rows.map((row) => columns.map((column) => cell(row, column, most)))
  const headers = columns.map((column) => column.header.toUpperCase())
  const natural = headers.map((header, index) =>
    cells.reduce((most, row) => Math.max(most, width(row[index] ?? '')), screen.header ? width(header) : 0),
  )
  const widths = fitWidths(columns, natural, screen.columns)
  const table = new Table({
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: ' '.repeat(GAP),
    },
    style: {head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0},
  })
  if (screen.header) {
    table.push(widths.map((size, index) => style(truncate(headers[index] ?? '', size), 'bold', screen.color)))
  }
  for (const row of cells) table.push(widths.map((size, index) => truncate(row[index] ?? '', size)))
  const lines = table.length === 0 ? [] : table.toString().split('\n')
  return {text: lines.map((line) => `${line.trimEnd()}\n`).join(''), hidden: columns.length - widths.length}
}

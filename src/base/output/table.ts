import type {Row} from '../../api/json/object.js'
import {type Column, readableCell} from './column.js'
import {valueAt} from './path.js'
import {oneLine, padded, style, truncate, width} from './terminal.js'

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

/** Rows that cli-table3 lays out at once: its time grows with the square of their number. */
const AT_ONCE = 20
const BORDERS = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [side, `${side}-mid`])
const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right']
const WITHOUT_BORDERS = Object.fromEntries([...BORDERS, ...CORNERS].map((name) => [name, '']))

/** Cells that are no wider than their columns, as lines. */
async function layOut(rows: string[][], widths: number[]): Promise<string[]> {
  const {default: Table} = await import('cli-table3')
  const parts = Array.from({length: Math.ceil(rows.length / AT_ONCE)}, (_, part) => {
    const table = new Table({
      chars: {...WITHOUT_BORDERS, middle: ' '.repeat(GAP)},
      colWidths: widths,
      style: {head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0},
    })
    table.push(...rows.slice(part * AT_ONCE, (part + 1) * AT_ONCE))
    return table.toString().split('\n')
  })
  return parts.flat()
}

/** The same in a file or pipe, where cells may be so wide that cli-table3 takes seconds for one. */
function pad(rows: string[][], widths: number[]): string[] {
  return rows.map((row) => row.map((text, index) => padded(text, widths[index] ?? 0)).join(' '.repeat(GAP)))
}

/** A table to which rows are added; what it is like depends on all of them. */
export interface TableLayout {
  /** Every row so far, as cells. */
  readonly cells: string[][]
  /** Takes more rows in. */
  add: (rows: Row[]) => void
  /** The line of headings, empty without them, and lines of some cells, each with its line end. */
  render: (cells: string[][]) => Promise<{heading: string; lines: string[]}>
  /** How many columns do not fit the screen. */
  hidden: () => number
}

/** A table that fits a screen. */
export function createTable(columns: Column[], screen: Screen): TableLayout {
  const onScreen = Number.isFinite(screen.columns)
  const most = Math.min(screen.columns, WIDEST_WITHOUT_SCREEN)
  const headers = columns.map((column) => oneLine(column.header).toUpperCase())
  const natural = headers.map((header) => (screen.header ? width(header) : 0))
  const cells: string[][] = []
  const widths = () => fitWidths(columns, natural, screen.columns)
  return {
    cells,
    add: (rows) => {
      for (const row of rows) {
        const added = columns.map((column) => cell(row, column, most))
        for (const [index, text] of added.entries()) natural[index] = Math.max(natural[index] ?? 0, width(text))
        cells.push(added)
      }
    },
    render: async (some) => {
      const sizes = widths()
      const fitted = (row: string[]) => sizes.map((size, index) => truncate(row[index] ?? '', size))
      const head = screen.header ? [fitted(headers).map((text) => style(text, 'bold', screen.color))] : []
      const rows = [...head, ...some.map(fitted)]
      const lines = onScreen ? await layOut(rows, sizes) : pad(rows, sizes)
      const ended = lines.map((line) => `${line.trimEnd()}\n`)
      return {heading: head.length > 0 ? (ended[0] ?? '') : '', lines: ended.slice(head.length)}
    },
    hidden: () => columns.length - widths().length,
  }
}

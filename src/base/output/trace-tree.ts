import {isNumber} from '../../api/json/exact-number.js'
import {isObject, listOf, type Row} from '../../api/json/object.js'
import {localTime} from '../input/time.js'
import {exactCell, readableCell} from './column.js'
import type {OutputContext} from './context.js'
import {printLines} from './max-bytes.js'
import {objectFormat} from './object.js'
import {oneLine, padded, style, truncate, widest} from './terminal.js'

/** A line of the tree: an observation, and what leads to it. */
interface Branch {
  prefix: string
  row: Row
}

const GAP = '  '
const LONGEST_NAME = 48
/** Columns that a level of the tree takes. */
const STEP = 3
/** Levels that are drawn; of deeper ones the number is written. */
const DRAWN_LEVELS = 20

function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function childrenOf(rows: Row[]): {roots: Row[]; below: Map<unknown, Row[]>} {
  const ids = new Set(rows.map(({id}) => id))
  const below = new Map<unknown, Row[]>()
  const roots: Row[] = []
  for (const row of rows) {
    const parent = row.parentObservationId
    const siblings = below.get(parent)
    if (typeof parent !== 'string' || !ids.has(parent) || parent === row.id) roots.push(row)
    else if (siblings) siblings.push(row)
    else below.set(parent, [row])
  }
  return {roots, below}
}

/** What leads to a row: the lines of the levels above it, or their number where there are too many. */
function prefixOf(level: number, indent: string, last: boolean, levels: number): string {
  if (level === 0) return ''
  const corner = last ? '└─ ' : '├─ '
  return level <= levels
    ? indent + corner
    : `${`(${level.toLocaleString('en-US')})`.padEnd((levels - 1) * STEP)}${corner}`
}

/**
 * Observations as a tree, parents first, those without a known parent at the top; nobody is left out or shown twice.
 * @param levels how many are drawn
 */
function branchesOf(rows: Row[], levels: number): Branch[] {
  const {roots, below} = childrenOf(rows)
  const seen = new Set<Row>()
  const branches: Branch[] = []
  const grow = (root: Row): void => {
    const waiting = [{row: root, level: 0, indent: '', last: true}]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const {row, level, indent, last} = next
      if (seen.has(row)) continue
      seen.add(row)
      branches.push({prefix: prefixOf(level, indent, last, levels), row})
      const children = below.get(row.id) ?? []
      const inner = level === 0 || level >= levels ? '' : `${indent}${last ? '   ' : '│  '}`
      for (let index = children.length - 1; index >= 0; index--) {
        const child = children[index]
        if (child) waiting.push({row: child, level: level + 1, indent: inner, last: index === children.length - 1})
      }
    }
  }
  for (const root of [...roots, ...rows]) grow(root)
  return branches
}

/** Seconds as people read them. */
export function duration(value: unknown): string {
  if (!isNumber(value)) return ''
  const seconds = Number(value)
  const [milliseconds, whole] = [Math.round(seconds * 1000), Math.round(seconds)]
  if (milliseconds < 1000) return `${milliseconds} ms`
  if (milliseconds < 59_950) return `${Number(seconds.toFixed(seconds < 10 ? 2 : 1))} s`
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

function money(cost: unknown): string {
  return isNumber(cost) && Number(cost) !== 0 ? readableCell(cost, 'money') : ''
}

function tokens({usageDetails}: Row): string {
  const usage = (usageDetails ?? {}) as Row
  const count = (key: string) => (isNumber(usage[key]) && Number(usage[key]) > 0 ? Number(usage[key]) : undefined)
  const [input, output, total] = [count('input'), count('output'), count('total')]
  if (input !== undefined || output !== undefined)
    return `${(input ?? 0).toLocaleString('en-US')} → ${(output ?? 0).toLocaleString('en-US')}`
  return total === undefined ? '' : total.toLocaleString('en-US')
}

function remark({level, statusMessage, model}: Row): string {
  const shown = level === 'DEFAULT' ? '' : oneLine(exactCell(level))
  const message = typeof statusMessage === 'string' ? oneLine(statusMessage) : ''
  return [shown, message].filter(Boolean).join(': ') || oneLine(exactCell(model))
}

function cells({prefix, row}: Branch): string[] {
  return [
    prefix + truncate(oneLine(exactCell(row.name ?? row.id)), LONGEST_NAME),
    oneLine(exactCell(row.type)).toLowerCase(),
    duration(row.latency),
    tokens(row),
    money(row.totalCost),
  ]
}

function treeLines(rows: Row[], columns: number, color: boolean): string[] {
  const branches = branchesOf(rows, Math.max(1, Math.min(DRAWN_LEVELS, Math.floor(columns / 2 / STEP))))
  const table = branches.map(cells)
  const sizes = [0, 1, 2, 3, 4].map((index) => widest(table.map((line) => line[index] ?? '')))
  return branches.map((branch, line) => {
    const shown = sizes.flatMap((size, index) =>
      size === 0 ? [] : [padded(table[line]?.[index] ?? '', size, index > 1)],
    )
    const front = shown.join(GAP)
    const text = truncate(`${front}${GAP}${remark(branch.row)}`.trimEnd(), columns)
    const {level} = branch.row
    return level === 'ERROR' ? style(text, 'red', color) : level === 'WARNING' ? style(text, 'yellow', color) : text
  })
}

function scoreText({name, value}: Row): string {
  return `${exactCell(name)} ${exactCell(value)}`
}

function headerLines(trace: Row, columns: number, color: boolean): string[] {
  const facts: [string, string][] = [
    ['time', localTime(exactCell(trace.timestamp))],
    ['latency', duration(trace.latency)],
    ['cost', money(trace.totalCost)],
    ['user', exactCell(trace.userId)],
    ['session', exactCell(trace.sessionId)],
    ['environment', exactCell(trace.environment)],
    ['release', exactCell(trace.release)],
    ['version', exactCell(trace.version)],
    ['tags', listOf(trace.tags).map(exactCell).join(', ')],
    ['scores', rowsOf(trace.scores).map(scoreText).join(' · ')],
    ['metadata', isEmpty(trace.metadata) ? '' : exactCell(trace.metadata)],
    ['input', exactCell(trace.input)],
    ['output', exactCell(trace.output)],
  ]
  const shown = facts.filter(([, value]) => value !== '')
  const size = Math.max(...shown.map(([name]) => name.length))
  return [
    style(
      truncate(`${oneLine(exactCell(trace.name ?? '(no name)'))}${GAP}${oneLine(exactCell(trace.id))}`, columns),
      'bold',
      color,
    ),
    ...shown.map(([name, value]) =>
      truncate(`${name.padEnd(size)}${GAP}${oneLine(value.slice(0, columns * 20))}`, columns),
    ),
  ]
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
}

/**
 * Prints a trace for people: what it is about, then its observations as a tree, errors in red.
 * @returns false when another form was asked for
 */
export async function printTrace(trace: Row, context: OutputContext): Promise<boolean> {
  const {color, notes} = context
  const {stdout} = context.io
  if (objectFormat(context) !== 'table' || context.settings.columns) return false
  const columns = stdout.isTTY ? stdout.columns || 80 : 10_000
  const rows = rowsOf(trace.observations)
  const tree = rows.length === 0 ? [] : ['', ...treeLines(rows, columns, color)]
  notes.pause()
  await printLines(context, `${[...headerLines(trace, columns, color), ...tree].join('\n')}\n`)
  notes.note('Everything: -o json; one thing: --columns output')
  return true
}

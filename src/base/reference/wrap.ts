import wrapAnsi from 'wrap-ansi'
import {sanitizeForTerminal, width} from '../output/terminal.js'

/** Where text is laid out. */
export interface Page {
  /** Width in columns. */
  columns: number
  /** Nothing may be wider, not even one word. */
  hard: boolean
}

const LINE_START = /^\s*(?:(?:[-*+]|\d+[.)])\s+)?/
const QUOTED = /'[^']*'|"(?:\\.|[^"\\])*"|\\./g
const HARD_SPACE = '\u00a0'

/**
 * The lines of a text, made harmless and indented by so many columns, none wider than the page. Its own line breaks stay,
 * and what follows the first line of an item of a list stands below its text.
 */
export function wrap(text: string, {columns, hard}: Page, indent = 0): string[] {
  const room = Math.max(8, columns - indent)
  const lines = sanitizeForTerminal(text).replaceAll('\t', '  ').split('\n')
  const wrapped = lines.flatMap((line) => {
    if (width(line.trimEnd()) <= room) return line.trimEnd()
    const start = LINE_START.exec(line)?.[0] ?? ''
    const begin = start.length > room / 2 ? '' : start
    const soft = wrapAnsi(line.slice(begin.length), room - begin.length)
    const parts = (hard ? wrapAnsi(soft, room - begin.length, {hard}) : soft).split('\n')
    return parts.map((part, index) => (index === 0 ? begin : ' '.repeat(begin.length)) + part)
  })
  return wrapped.map((line) => (line === '' ? '' : ' '.repeat(indent) + line))
}

/** The lines of a command, indented; on a terminal broken between its words, as shells take it. */
export function wrapCommand(command: string, {columns, hard}: Page, indent: number): string[] {
  const whole = command.replaceAll(QUOTED, (quoted) => quoted.replaceAll(' ', HARD_SPACE))
  const wrapped = hard ? wrapAnsi(whole, columns - indent - 4).replaceAll('\n', ' \\\n  ') : whole
  return wrapped
    .replaceAll(HARD_SPACE, ' ')
    .split('\n')
    .map((line) => ' '.repeat(indent) + line)
}

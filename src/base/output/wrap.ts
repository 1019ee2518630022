import wrapAnsi from 'wrap-ansi'
import {sanitizeForTerminal, width} from './terminal.js'

/** Where text is laid out. */
export interface Page {
  /** Width in columns. */
  columns: number
  /** Nothing may be wider, not even one word. */
  hard: boolean
}

const INDENT = 2
/** The longest name beside which something stands. */
const WIDEST_NAME = 26
const LINE_START = /^\s*(?:(?:[-*+]|\d+[.)])\s+)?/
const QUOTED = /'[^']*'|"(?:\\.|[^"\\])*"|\\./g
/** Stands for a space that is part of a word, from the private use area of Unicode. */
const HARD_SPACE = '\ue000'

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
    const left = room - begin.length
    const soft = wrapAnsi(line.slice(begin.length).replaceAll(/\s+/g, ' '), left).split('\n')
    const parts = soft.flatMap((part) =>
      hard && width(part) > left ? wrapAnsi(part, left, {hard}).split('\n') : [part],
    )
    return parts.map((part, index) => (index === 0 ? begin : ' '.repeat(begin.length)) + part)
  })
  return wrapped.map((line) => (line === '' ? '' : ' '.repeat(indent) + line))
}

/** The lines of a command, indented; on a terminal broken between its words, as shells take it. */
export function wrapCommand(command: string, {columns, hard}: Page): string[] {
  const whole = command.replaceAll(QUOTED, (quoted) => quoted.replaceAll(' ', HARD_SPACE))
  const lines = hard ? wrapAnsi(whole, columns - INDENT - 4).split('\n') : [whole]
  const broken = lines.join(' \\\n  ').replaceAll(HARD_SPACE, ' ')
  return broken.split('\n').map((line) => ' '.repeat(INDENT) + line)
}

/** A line of a list: a name with what is to be known of it, or a line without a name. Each level is indented further. */
export type Line = {name: string; about: string; level?: number}

/** The lines of a list laid out for a page, indented, the names on the left. */
export function layOut(lines: Line[], page: Page): string[] {
  const widest = Math.min(WIDEST_NAME, Math.floor(page.columns / 2) - INDENT)
  const sizes = lines.map(({name, level = 0}) => name.length + INDENT * level).filter((size) => size <= widest)
  const gap = INDENT + sizes.reduce((most, size) => Math.max(most, size), 0) + 2
  return lines.flatMap(({name, about, level = 0}) => {
    const indent = INDENT * (level + 1)
    if (name === '') return wrap(about, page, indent)
    const [first = '', ...others] = wrap(about, page, gap)
    const left = ' '.repeat(indent) + name
    if (left.length + 2 > gap) return [...wrap(name, page, indent), first, ...others]
    return [left.padEnd(gap) + first.slice(gap), ...others]
  })
}

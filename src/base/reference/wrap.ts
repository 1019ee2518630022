import {sanitizeForTerminal, width} from '../output/terminal.js'

/** Where text is laid out. */
export interface Page {
  /** Width in columns. */
  columns: number
  /** Nothing may be wider, not even one word. */
  strict: boolean
}

function pieces(word: string, columns: number): string[] {
  const found: string[] = []
  let piece = ''
  for (const {segment} of new Intl.Segmenter().segment(word)) {
    if (piece !== '' && width(piece) + width(segment) > columns) {
      found.push(piece)
      piece = ''
    }
    piece += segment
  }
  return [...found, piece]
}

function fill(words: string[], columns: number, end = ''): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last === undefined || width(last) + width(word) + 1 + width(end) > columns) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.map((line, index) => (index < lines.length - 1 ? line + end : line))
}

const LINE = /^(\s*)((?:[-*+]|\d+[.)])\s+)?(.*)$/s

function wrapLine(line: string, room: number, strict: boolean): string[] {
  if (width(line) <= room) return [line]
  const [, lead = '', bullet = '', text = ''] = LINE.exec(line) ?? []
  const hang = lead.length + bullet.length
  const [begin, rest] = hang > room / 2 ? ['', bullet + text] : [lead + bullet, text]
  const left = room - begin.length
  const words = rest.split(/\s+/).filter((word) => word !== '')
  const fitting = strict ? words.flatMap((word) => (width(word) > left ? pieces(word, left) : [word])) : words
  return fill(fitting, left).map((one, index) => (index === 0 ? begin : ' '.repeat(begin.length)) + one)
}

/**
 * The lines of a text, made harmless, none wider than the page less `indent`. Its own line breaks stay, and what follows
 * the first line of an item of a list stands below its text.
 */
export function wrap(text: string, {columns, strict}: Page, indent = 0): string[] {
  const room = Math.max(8, columns - indent)
  const lines = sanitizeForTerminal(text).replaceAll('\t', '  ').split('\n')
  return lines.flatMap((line) => wrapLine(line.trimEnd(), room, strict))
}

/** A command line; on a terminal broken between its words, as shells take it. */
export function wrapCommand(line: string, {columns, strict}: Page, indent: number): string[] {
  if (!strict) return [line]
  const words = line.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"])+/g) ?? []
  return fill(words, columns - indent - 2, ' \\').map((one, index) => (index === 0 ? one : `  ${one}`))
}

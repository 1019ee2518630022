import {harmless, width} from '../output/terminal.js'

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

/** The lines of a text, made harmless, none wider than the page less `indent`; its own line breaks stay. */
export function wrap(text: string, {columns, strict}: Page, indent = 0): string[] {
  const room = Math.max(8, columns - indent)
  return harmless(text)
    .split('\n')
    .flatMap((line) => {
      const words = line.split(/\s+/).filter((word) => word !== '')
      const fitting = strict ? words.flatMap((word) => (width(word) > room ? pieces(word, room) : [word])) : words
      return words.length === 0 ? [''] : fill(fitting, room)
    })
}

/** A command line; on a terminal broken between its words, as shells take it. */
export function wrapCommand(line: string, {columns, strict}: Page, indent: number): string[] {
  if (!strict) return [line]
  const words = line.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"])+/g) ?? []
  return fill(words, columns - indent - 2, ' \\').map((one, index) => (index === 0 ? one : `  ${one}`))
}

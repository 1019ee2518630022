/** How a piece of text looks. */
export interface Look {
  bold: boolean
  dim: boolean
  /** Undefined: the terminal's own colour. */
  color: 'green' | 'red' | 'yellow' | undefined
}

/** A piece of a line in one look. */
export interface Span {
  text: string
  look: Look
}

interface Cell {
  character: string
  look: Look
}

const PLAIN: Look = {bold: false, dim: false, color: undefined}
const COLORS = {31: 'red', 32: 'green', 33: 'yellow'} as const
const TOKEN = /\u001b\[([?\d;]*)([A-Za-z])|\u001b[^[]|([\s\S])/gu

function restyled(look: Look, code: number): Look {
  if (code === 0) return PLAIN
  if (code === 1) return {...look, bold: true}
  if (code === 2) return {...look, dim: true}
  if (code === 22) return {...look, bold: false, dim: false}
  if (code === 39) return {...look, color: undefined}
  return code in COLORS ? {...look, color: COLORS[code as keyof typeof COLORS]} : look
}

function spansOf(line: Cell[]): Span[] {
  const spans: Span[] = []
  for (const {character, look} of Array.from(line, (cell) => cell ?? {character: ' ', look: PLAIN})) {
    const last = spans.at(-1)
    const same = last && (['bold', 'dim', 'color'] as const).every((key) => last.look[key] === look[key])
    if (same) last.text += character
    else spans.push({text: character, look})
  }
  return spans
}

/**
 * What a terminal shows after these bytes: its lines, with their looks. Knows the sequences that the program and its
 * spinner write: styles, carriage return, cursor column, cursor up, erase line.
 */
export function screenOf(output: string): Span[][] {
  const lines: Cell[][] = [[]]
  let [row, column, look] = [0, 0, PLAIN]
  for (const [, parameters = '', command, character] of output.matchAll(TOKEN)) {
    const number = Number(parameters) || 1
    if (command === 'm') look = parameters.split(';').map(Number).reduce(restyled, look)
    else if (command === 'K') lines[row] = []
    else if (command === 'G') column = number - 1
    else if (command === 'A') row = Math.max(0, row - number)
    else if (character === '\r') column = 0
    else if (character === '\n') {
      row += 1
      lines[row] ??= []
    } else if (character !== undefined) {
      const line = lines[row] ?? []
      line[column] = {character, look}
      lines[row] = line
      column += 1
    }
  }
  const spans = lines.map(spansOf)
  while (spans.length > 0 && spans.at(-1)?.every(({text}) => text.trim() === '')) spans.pop()
  return spans
}

/** The same lines without their looks. */
export function textOf(lines: Span[][]): string[] {
  return lines.map((line) => line.map(({text}) => text).join(''))
}

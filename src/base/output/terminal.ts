import stringWidth from 'string-width'
import type {OutputStream} from '../input/io-streams.js'

/** Signs that need no second look. */
const PLAIN = /^[\t\n\u0020-\u007e]*$/
/** What joins and selects signs within emoji and within words of some scripts. */
const JOINS = String.raw`\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]`
/** Control characters, what turns the direction of text, and what has no glyph, unless it joins signs that are not Latin. */
const OBEYED = new RegExp(
  String.raw`[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u2028\u2029\ufff9-\ufffb]|(?<![^\0-\u024f])(?:${JOINS})|(?!${JOINS})\p{Default_Ignorable_Code_Point}`,
  'gu',
)

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}

/** Text from outside made harmless for a terminal: what it would obey, and what has no glyph, is shown; lines and tabs stay. */
export function sanitizeForTerminal(text: string): string {
  return PLAIN.test(text) ? text : text.replaceAll('\r\n', '\n').replaceAll(OBEYED, picture)
}

/** Text for stdout: made harmless where that is a terminal, else as it is. */
export function safeForStdout(stdout: OutputStream, text: string): string {
  return stdout.isTTY ? sanitizeForTerminal(text) : text
}

/** Harmless text on one line. */
export function oneLine(text: string): string {
  return sanitizeForTerminal(text.trim()).replaceAll(/\s+/g, ' ')
}

/** Columns that a text takes: CJK and emoji count double. */
export function width(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text)
}

/** The text cut to a number of columns, with … where something is missing. */
export function truncate(text: string, columns: number): string {
  if (width(text) <= columns) return text
  let result = ''
  let used = 0
  for (const {segment} of new Intl.Segmenter().segment(text)) {
    const next = width(segment)
    if (used + next > columns - 1) break
    result += segment
    used += next
  }
  return `${result}…`
}

/** The text with blanks behind it, or before it, up to a number of columns. */
export function padded(text: string, columns: number, right = false): string {
  const space = ' '.repeat(Math.max(0, columns - width(text)))
  return right ? space + text : text + space
}

/** The columns of the widest of some texts; 0 without any. */
export function widest(texts: string[]): number {
  return texts.reduce((most, text) => Math.max(most, width(text)), 0)
}

/** Whether a stream shows colour: NO_COLOR, --no-color, FORCE_COLOR and TERM=dumb are honoured. */
export function colorful(stream: {isTTY?: boolean}, env: Record<string, string | undefined>, typed?: boolean): boolean {
  if (typed !== undefined) return typed
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return Boolean(stream.isTTY) && env.TERM !== 'dumb'
}

/** Wraps text in a style, where colour is on. */
export function style(text: string, name: 'bold' | 'dim' | 'green' | 'red' | 'yellow', on: boolean): string {
  if (!on) return text
  const code = {bold: 1, dim: 2, red: 31, green: 32, yellow: 33}[name]
  return `\u001b[${code}m${text}\u001b[0m`
}

import {ExactNumber, fitsDouble, MARK} from './exact-number.js'

/** A part of a text: its first character, and the first one behind it. */
interface TextRange {
  start: number
  end: number
}

/** The most levels that are read: far more than anybody writes, and few enough for whatever walks through them. */
export const MOST_LEVELS = 1000
const TOO_DEEP = `nested too deep: more than ${MOST_LEVELS.toLocaleString('en-US')} levels`
/** A number of no more characters, and without an exponent, is exact. */
const SAFE_LENGTH = 15
const QUOTE = 0x22
const PLUS = 0x2b
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39
const BACKSLASH = 0x5c
/** `{` and `[` differ from each other in one bit, as `}` and `]` do. */
const BRACE_BIT = 0x20
const OPENING = 0x7b
const CLOSING = 0x7d

/** Where a string ends that begins at a place of valid JSON. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); ; end = json.indexOf('"', end + 1)) {
    let before = end - 1
    while (json.charCodeAt(before) === BACKSLASH) before--
    if ((end - before) % 2 === 1) return end
  }
}

function isExponentMark(code: number): boolean {
  return code === 0x45 || code === 0x65
}

/**
 * The numbers in valid JSON that a double would change. This looks at every page: it skips strings, and makes no objects.
 * @throws RangeError for too many levels
 */
function inexactNumbers(json: string): TextRange[] {
  const found: TextRange[] = []
  let level = 0
  for (let at = 0; at < json.length; at++) {
    let code = json.charCodeAt(at)
    if (code === QUOTE) at = endOfString(json, at)
    if (code > NINE) {
      if ((code | BRACE_BIT) === OPENING && ++level > MOST_LEVELS) throw new RangeError(TOO_DEEP)
      if ((code | BRACE_BIT) === CLOSING) level--
    }
    if (code !== MINUS && (code < ZERO || code > NINE)) continue
    const start = at
    let exponent = false
    while ((code >= MINUS && code <= NINE) || code === PLUS || isExponentMark(code)) {
      exponent ||= isExponentMark(code)
      code = json.charCodeAt(++at)
    }
    if ((exponent || at - start > SAFE_LENGTH) && !fitsDouble(json.slice(start, at))) found.push({start, end: at})
    at--
  }
  return found
}

/** The same JSON with marked strings in the place of these numbers. */
function withMarks(json: string, numbers: TextRange[]): string {
  let marked = ''
  let at = 0
  for (const {start, end} of numbers) {
    marked += `${json.slice(at, start)}"${MARK}${json.slice(start, end)}"`
    at = end
  }
  return marked + json.slice(at)
}

function hasElements(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Puts exact numbers in the place of marked strings, without recursion: JSON may be nested as deep as it likes. */
function withoutMarks(value: unknown): unknown {
  const whole: Record<string, unknown> = {value}
  const pending = [whole]
  for (let parent = pending.pop(); parent; parent = pending.pop()) {
    for (const [key, element] of Object.entries(parent)) {
      if (hasElements(element)) pending.push(element)
      else if (typeof element === 'string' && element.startsWith(MARK))
        parent[key] = new ExactNumber(element.slice(MARK.length))
    }
  }
  return whole.value
}

/**
 * Parses JSON as `JSON.parse` does, but with an `ExactNumber` for each number that a double would change.
 * @throws SyntaxError as `JSON.parse` does; RangeError for more levels than `MOST_LEVELS`
 */
export function parseJson(json: string): unknown {
  const value: unknown = JSON.parse(json)
  const numbers = inexactNumbers(json)
  return numbers.length === 0 ? value : withoutMarks(JSON.parse(withMarks(json, numbers)))
}

import {MARK} from '../../api/json/exact-number.js'
import {parseJson} from '../../api/json/parse.js'
import {stringifyJson, withoutMarks} from '../../api/json/stringify.js'

const FIRST_SURROGATE = 0xd800
/** As many characters as there are surrogates: the last ones of Unicode, all private. */
const SURROGATES = 0x800
const LAST_CHARACTERS = 0x10f800
/** An escape; `stringifyJson` escapes a surrogate only where the other half of its pair is missing. */
const ESCAPE = /\\(?:u(d[89a-f][\da-f]{2})|.)/g
/** A number beyond jq's exponents, or a string, which may look like one. */
const NUMBER_OR_STRING = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?[eE][+-]?\d{9,}/g

/** Values as text for jq, and the way back for what it prints. */
export interface JqText {
  input: string
  /** The value that a line of jq's output stands for. */
  parse: (line: string) => unknown
}

/** Private characters that a text does not have, one for each surrogate. */
function standIns(text: string): {first: number; pattern: RegExp} {
  for (let first = LAST_CHARACTERS; ; first -= SURROGATES) {
    const last = first + SURROGATES - 1
    const pattern = new RegExp(`[\\u{${first.toString(16)}}-\\u{${last.toString(16)}}]`, 'gu')
    if (text.search(pattern) < 0) return {first, pattern}
  }
}

/**
 * Values as JSON that jq reads, and gives back. Half of a surrogate pair goes as a private character, a number with an
 * exponent of nine digits or more as a string.
 */
export function toJqText(values: unknown[]): JqText {
  const json = values.map((value) => stringifyJson(value)).join('\n')
  const numbers = /[eE][+-]?\d{9}/.test(json)
    ? json.replaceAll(NUMBER_OR_STRING, (token) => (token.startsWith('"') ? token : `"${MARK}${token}"`))
    : json
  if (!/\\ud[89a-f]/.test(numbers)) return {input: numbers, parse: (line) => parseJson(withoutMarks(line))}
  const {first, pattern} = standIns(numbers)
  const character = (half: string) => String.fromCodePoint(first + Number.parseInt(half, 16) - FIRST_SURROGATE)
  const half = (character: string) => `\\u${(FIRST_SURROGATE + (character.codePointAt(0) ?? 0) - first).toString(16)}`
  return {
    input: numbers.replaceAll(ESCAPE, (whole, half?: string) => (half === undefined ? whole : character(half))),
    parse: (line) => parseJson(withoutMarks(line.replaceAll(pattern, half))),
  }
}

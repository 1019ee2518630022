import {isDeepStrictEqual} from 'node:util'
import fc from 'fast-check'
import {isMap, isScalar, isSeq, parseAllDocuments} from 'yaml'
import {valueOfDecimal} from './api/json/random.js'

const NUMBERS = '0 -0 1.0 1e5 1E400 -1e-400 6e-7 1e21 1e9999999999 1546130668394913822 0.12345678901234567'.split(' ')
const TEXTS: string[] = JSON.parse(String.raw`[
  "", " ", " a ", "\n", "a\n", "\na", "a\n\nb\n", "a\r\nb", "\r", "\t", "a\tb", "\"", "'", "\\", "\\n", ",", "a,b", "#", "a: b", "- a",
  "true", "Yes", "no", "on", "y", "N", "null", "~", "NaN", ".inf", "=", "<<", "---", "...", "%", "!x", "&x", "*x", "?", "- ", "|", ">",
  "1", "007", "0o7", "0x1F", "1_000", "1e5", "1E400", "-0", "1:30:45", "2026-11-21", "2026-11-21T22:53:14.635Z", "1546130668394913822",
  "\u0000", "\u001b[31m", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029", "\ufeff", "\ufeffa", "\uffff", "\u200f", "\u202e", "é", "日本", "😀",
  "\ud800", "a\udfffb", "\ude00\ud83d", "\udbfe\udc00", "\ud83d", "{\"a\":1}", "[1e400]", "\"a\"", "exact-number-0.1:1", "__proto__"
]`)
const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'toJSON',
  'length',
  'a.b',
  'scope.name',
  'a["b"]',
  '10',
  '2',
  'key',
  '<<',
]

const number = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.double({noNaN: true, noDefaultInfinity: true}).map((double) => JSON.stringify(double)),
  fc.stringMatching(/^-?(0|[1-9]\d{0,25})(\.\d{1,25})?([eE][+-]?\d{1,4})?$/),
)

/** Any text, also such as is taken for something else. */
export const anyText = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({unit: 'binary'}),
  fc.string({unit: fc.constantFrom(' ', '\n', '\r', '\t', '"', ':', '#', '-', 'a', '\u2028', '\ud83d', '\ude00')}),
)

const key = fc.oneof(fc.constantFrom(...KEYS), anyText)

/** The names of fields that no schema has, in no order. */
export const fieldNames = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom(...KEYS),
    anyText.map((name) => `${name}!`),
  ),
  {minLength: 1, maxLength: 4},
)

/** Any JSON, as text. */
export const anyJson: fc.Arbitrary<string> = fc.letrec<{value: string}>((tie) => ({
  value: fc.oneof(
    {maxDepth: 4, depthSize: 'small'},
    number,
    anyText.map((value) => JSON.stringify(value)),
    fc.constantFrom('true', 'false', 'null'),
    fc.array(tie('value'), {maxLength: 4}).map((elements) => `[${elements.join(',')}]`),
    fc
      .uniqueArray(fc.tuple(key, tie('value')), {maxLength: 4, selector: ([name]) => name})
      .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
  ),
})).value

/** What a number of JSON is worth. */
function worth(number: string): string {
  return `#${valueOfDecimal(number.replace(/^\+/, ''))}`
}

/** What JSON says, however it is written: text behind `$`, numbers as decimals behind `#`, in a form of its own for each. */
export function meaning(json: string): unknown {
  return JSON.parse(
    json.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
      token.startsWith('"') ? `"$${token.slice(1)}` : `"${worth(token)}"`,
    ),
  )
}

function meaningOfNode(node: unknown): unknown {
  if (isSeq(node)) return node.items.map(meaningOfNode)
  if (isMap(node))
    return Object.fromEntries(node.items.map(({key, value}) => [meaningOfNode(key), meaningOfNode(value)]))
  if (!isScalar(node)) throw new Error(`there is ${String(node)} in the YAML`)
  if (typeof node.value === 'string') return `$${node.value}`
  return typeof node.value === 'number' ? worth(node.source ?? '') : node.value
}

/** What YAML says, as `meaning` has it, to readers of version 1.1 or 1.2. */
export function meaningOfYaml(yaml: string, version: '1.1' | '1.2'): unknown {
  const [document, ...others] = parseAllDocuments(yaml, {version, uniqueKeys: true})
  if (!document || !('contents' in document) || others.length > 0) throw new Error('not one document')
  if (document.errors[0]) throw document.errors[0]
  return meaningOfNode(document.contents)
}

/** The cells of csv, as RFC 4180 has them. */
export function readCsv(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.slice(0, -1)
}

/** The cells of tsv without its escapes. */
export function readTsv(tsv: string): string[][] {
  const lines = tsv.split('\n').slice(0, -1)
  const textOf = (cell: string) =>
    cell.replaceAll(/\\(?:u(d[89a-f]..)|(.))/g, (_, half?: string, one = '') =>
      half
        ? String.fromCharCode(Number.parseInt(half, 16))
        : (({t: '\t', n: '\n', r: '\r'} as Record<string, string>)[one] ?? one),
    )
  return lines.map((line) => line.split('\t').map(textOf))
}

/** What a cell should be for a JSON value: the text itself, nothing for null, else JSON, whose meaning counts. */
export function cellFits(cell: unknown, json: string): boolean {
  if (json === 'null') return cell === ''
  if (json.startsWith('"')) return cell === (JSON.parse(json) as string)
  return isDeepStrictEqual(meaning(String(cell)), meaning(json))
}

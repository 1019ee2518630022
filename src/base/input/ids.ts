import {CliError} from '../../api/errors/cli-error.js'
import {isObject} from '../../api/json/object.js'
import {parseJson as parseText} from '../../api/json/parse.js'
import {identifierFlaw} from '../../api/operation/names.js'
import {parseJson} from './input.js'

/** What stands at a place such as `line 3`: an id, or something that is none. */
interface Found {
  where: string
  id?: unknown
  flaw?: string
}

/** What shows that a plain line is a row, or part of one; an id that has it can be given as a JSON string. */
const FLAWS: [RegExp, string][] = [
  [/\t/, 'has a tab, so it is a row'],
  [/["'`]/, 'has a quotation mark, but is not valid JSON'],
  [/[{}[\]]/, 'has a bracket, but is not valid JSON'],
  [/,/, 'has a comma, so it is a row'],
  [/\s/, 'has a space, so it is a row'],
]

const JSON_TEXT = /^\s*(\[|\{\s*\n)/
const YAML_TEXT = /^\s*(- |---\n|\w+:(\s|$))/

function idOf(value: unknown, where: string, keys: readonly string[]): Found {
  if (!isObject(value)) return {where, id: value}
  const [key, other] = keys.filter((name) => value[name] !== undefined)
  if (key === undefined) return {where, flaw: `has no ${keys[0]}`}
  return other === undefined
    ? {where, id: value[key]}
    : {where, flaw: `has ${key} and ${other}, and only one can be meant`}
}

function idOfLine(line: string, where: string, keys: readonly string[]): Found {
  if (/^["{]/.test(line)) {
    try {
      return idOf(parseText(line), where, keys)
    } catch {}
  }
  const flaw = FLAWS.find(([sign]) => sign.test(line))?.[1]
  return flaw === undefined ? {where, id: line} : {where, flaw}
}

function inLines(text: string, keys: readonly string[]): Found[] {
  const lines = text.split('\n').map((line, index): [string, string] => [line.trim(), `line ${index + 1}`])
  const heading = lines[0]?.[0].toLowerCase()
  const below = keys.some((key) => key.toLowerCase() === heading) ? lines.slice(1) : lines
  return below.filter(([line]) => line !== '').map(([line, where]) => idOfLine(line, where, keys))
}

async function parseYaml(text: string, origin: string): Promise<unknown> {
  const {parse, YAMLParseError} = await import('yaml')
  try {
    return parse(text, {logLevel: 'error'})
  } catch (error) {
    const line = error instanceof YAMLParseError ? `, line ${error.linePos?.[0].line}` : ''
    throw new CliError('usage', `${origin}${line}: is not valid YAML; nothing was sent`)
  }
}

function flawOf({id, flaw}: Found): string | undefined {
  if (flaw !== undefined) return flaw
  const wrong = typeof id === 'string' ? identifierFlaw(id) : 'is not text'
  return wrong && `the id ${wrong}`
}

/**
 * Reads ids as lists print them: one a line, with or without a heading, or as JSON strings; or in rows, as JSON, NDJSON or YAML.
 * @param keys what a row may call the id; a row has exactly one of them
 * @throws CliError `usage` naming the line or the row that has no id
 */
export async function readIds(text: string, origin: string, keys: readonly string[]): Promise<string[]> {
  const content = text.replace(/^\uFEFF/, '')
  const inRows = (rows: unknown) => [rows].flat().map((row, index) => idOf(row, `row ${index + 1}`, keys))
  const found = JSON_TEXT.test(content)
    ? inRows(await parseJson(content, origin))
    : YAML_TEXT.test(content)
      ? inRows(await parseYaml(content, origin))
      : inLines(content, keys)
  for (const one of found) {
    const flaw = flawOf(one)
    if (flaw === undefined) continue
    const hint = `Give one id a line, as lists print them with --jq .${keys[0]}, or rows, as with -o ndjson.`
    throw new CliError('usage', `${origin}, ${one.where}: ${flaw}; nothing was sent`, hint)
  }
  return found.map(({id}) => id as string)
}

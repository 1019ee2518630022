import {stat} from 'node:fs/promises'
import {CliError} from '../../api/errors/cli-error.js'
import type {Environment} from './environment.js'
import {readInput} from './read.js'

/** What a file in the form of .env gives: the variables that this program reads, and others that seem to name a host. */
export interface EnvFile {
  path: string
  values: Environment
  /** The line that each of them begins on, from 1. */
  lines: Record<string, number>
}

const READ = 'LANGFUSE_(?:BASE_URL|HOST|(?:ORG_)?(?:PUBLIC|SECRET)_KEY|ADMIN_API_KEY|CLI_\\w+)'
const HOST =
  '(?:[A-Z\\d]+_)*LANGFUSE_(?:(?:API|CLOUD|INTERNAL|OTEL|PUBLIC|SERVER|TRACING|WEB)_)?(?:BASE(?:_?UR[IL])?|HOST(?:_?(?:URL|NAME))?|UR[IL]|ENDPOINT|SERVER|ADDRESS|DOMAIN|REGION)'
const IS_READ = new RegExp(`^${READ}$`)
const IS_HOST = new RegExp(`^${HOST}$`, 'i')
const MENTION = new RegExp(`(?<!\\w)(?:${READ}|${HOST})(?!\\w)`, 'i')
const ASSIGNED_WITHIN = new RegExp(`(?<!\\w)(?:${READ}|${HOST})(?=\\s*=)`, 'i')
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/

/** What shells and other readers of such files take for something else than itself, by the quotes around it. */
const DOUBTFUL: Record<string, RegExp> = {
  '': /\$(?=[\w{(])|[#`;]|\\$/,
  '"': /\$(?=[\w{(])|[\\`]/,
  "'": /(?!)/,
  '`': /^/,
}

/** A set variable that seems to name a host, but is none of those that this program reads it from. */
export function otherHostVariable(values: Environment): string | undefined {
  return Object.keys(values).find((name) => values[name]?.trim() && IS_HOST.test(name) && !IS_READ.test(name))
}

function badLine(path: string, line: number, what: string, hint?: string): CliError {
  return new CliError('credentials', `${path}, line ${line}: ${what}`, hint)
}

function withoutComment(text: string): string {
  return text.replace(/(?:^|\s)#.*$/, '').trim()
}

interface Scanned {
  /** The quotes around the value; empty where there are none, or they are not closed. */
  quote: string
  value: string
  /** What follows the closing quote on its line. */
  behind: string
  /** The index of the line to go on with. */
  next: number
}

function scan(lines: string[], at: number, rest: string): Scanned {
  const [quote] = /^["'`]/.exec(rest) ?? []
  const before: string[] = []
  let line: string | undefined = rest.slice(1)
  for (let next = at + 1; quote !== undefined && line !== undefined; next++) {
    const end = line.indexOf(quote)
    if (end >= 0) {
      return {quote, value: [...before, line.slice(0, end)].join('\n'), behind: line.slice(end + 1), next}
    }
    before.push(line)
    line = lines[next]
  }
  return {quote: '', value: withoutComment(rest), behind: '', next: at + 1}
}

type Refuse = (what: string, hint?: string) => CliError

function assertPlain(name: string, {quote, value, behind}: Scanned, refuse: Refuse): void {
  if (quote === '' && /^["'`]/.test(value)) throw refuse(`the quote of ${name} is not closed`)
  if (withoutComment(behind) !== '') throw refuse(`text follows the closing quote of ${name}`)
  const found = DOUBTFUL[quote]?.exec(value)
  if (!found) return
  const hint = 'Write the value itself, in single quotes; variables and commands in it are not replaced.'
  throw refuse(`${name} has a ${found[0] || quote}, which not every program takes as it stands`, hint)
}

/** Reads the variable that begins on a line. @returns the line to go on with */
function readLine(lines: string[], at: number, {path, values, lines: places}: EnvFile): number {
  const refuse: Refuse = (what, hint) => badLine(path, at + 1, what, hint)
  const [, name, rest = ''] = ASSIGNMENT.exec(lines[at] ?? '') ?? []
  if (name === undefined) {
    const [mentioned] = MENTION.exec(withoutComment(lines[at] ?? '')) ?? []
    if (mentioned) throw refuse(`this does not set ${mentioned}`, `Write ${mentioned}=value, on a line of its own.`)
    return at + 1
  }
  const isRead = IS_READ.test(name)
  const found = scan(lines, at, rest)
  const {quote, value, behind, next} = found
  const [second] = (isRead ? MENTION : ASSIGNED_WITHIN).exec(quote === '' ? value : behind) ?? []
  if (second) throw refuse(`${name} and ${second} are set on one line`, 'One variable on each line.')
  const [, ...more] = value.split('\n')
  const lost = more.findIndex((line) => ASSIGNED_WITHIN.test(line))
  if (lost >= 0) throw badLine(path, at + lost + 2, `this lies within the quotes that line ${at + 1} opens`)
  if (isRead) assertPlain(name, found, refuse)
  if (value.trim() === '' || !(isRead || IS_HOST.test(name))) return next
  if (isRead && values[name] !== undefined && values[name] !== value) {
    throw refuse(`${name} has another value than in line ${places[name]}`, 'Keep one of them.')
  }
  values[name] = value
  places[name] = at + 1
  return next
}

/**
 * The variables of a text in the form of .env: NAME=value, `export` before it, quotes and comments as shells have them.
 * Nothing is guessed: what could mean something else to other programs is refused where it is about a variable of ours.
 * @throws CliError `credentials` with the number of the line
 */
export function parseEnvFile(text: string, path: string): EnvFile {
  const file: EnvFile = {path, values: {}, lines: {}}
  const lines = text.split(/\r\n?|\n/)
  for (let at = 0; at < lines.length; ) at = readLine(lines, at, file)
  return file
}

/** A line that `parseEnvFile` and shells read back as this value; undefined for one that quotes cannot hold. */
export function envLine(name: string, value: string): string | undefined {
  if (/^[\w./:@%+,-]+$/.test(value)) return `${name}=${value}`
  if (/[^ -~]/.test(value)) return undefined
  if (!value.includes("'")) return `${name}='${value}'`
  return /["$`\\]/.test(value) ? undefined : `${name}="${value}"`
}

/**
 * Reads a file of variables, which must be a regular file in UTF-8: a pipe could be read only once, and may never end.
 * @throws CliError `file` for one that cannot be read; CliError `credentials` as `parseEnvFile` does
 */
export async function readEnvFile(path: string): Promise<EnvFile> {
  const bytes = await readRegularFile(path)
  if (!bytes.includes(0)) return parseEnvFile(bytes.toString('utf8').replace(/^\uFEFF/, ''), path)
  const hint = 'Save it as UTF-8; in PowerShell: Set-Content -Encoding utf8.'
  throw new CliError('file', `${path}, line 1: this is not UTF-8 text, but UTF-16 or no text at all`, hint)
}

async function readRegularFile(path: string): Promise<Buffer> {
  let isRegular: boolean
  try {
    isRegular = (await stat(path)).isFile()
    if (isRegular) return await readInput(path)
  } catch (error) {
    if (error instanceof CliError) throw error
    const {code} = error as NodeJS.ErrnoException
    const isMissing = code === 'ENOENT'
    const meant = isMissing && /^[a-z][\w-]*$/i.test(path)
    throw new CliError(
      'file',
      `Cannot read ${path}: ${isMissing ? 'there is no such file' : code}`,
      meant ? `Was --environment ${path} meant? --env names a file.` : undefined,
    )
  }
  const hint =
    'Pipes, devices and folders do not work here: save the variables in a file, or set them in the environment.'
  throw new CliError('file', `Cannot read ${path}: it is not a regular file`, hint)
}

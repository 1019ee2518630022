import type {Readable} from 'node:stream'
import type {ParseError} from 'jsonc-parser'
import {CliError} from '../../api/errors/cli-error.js'
import {isNumber} from '../../api/json/exact-number.js'
import {parseJson as parseText} from '../../api/json/parse.js'
import {readInput, readStream} from './read.js'
import {parseTime} from './time.js'

async function parseFailure(text: string, origin: string, secret: boolean): Promise<CliError> {
  const {parse, printParseErrorCode} = await import('jsonc-parser')
  const errors: ParseError[] = []
  try {
    parse(text, errors, {allowTrailingComma: false, disallowComments: true})
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return new CliError('usage', `${origin} is not valid JSON, and nested too deep`)
  }
  const offset = errors[0]?.offset ?? text.length
  const before = text.slice(0, offset).split('\n')
  const what = errors[0] ? printParseErrorCode(errors[0].error) : 'InvalidJson'
  const words = what.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase()
  const position = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
  const hint = secret ? undefined : near(text, offset)
  return new CliError('usage', `${origin} is not valid JSON: ${words} at ${position}`, hint)
}

/** The text around an offset; undefined when it could be a piece of a key. */
function near(text: string, offset: number): string | undefined {
  const start = Math.max(0, offset - 20)
  const excerpt = text.slice(start, offset + 20).replaceAll(/\s/g, ' ')
  if (/[\w+/=-]{20}/.test(text.slice(Math.max(0, start - 20), offset + 40))) return undefined
  return `${excerpt}\n${' '.repeat(offset - start)}^`
}

/** References of Langfuse in a text, which begin with @ but name no file. */
const REFERENCE = /^@@@langfuse/

/** The file that a value names; undefined where it is no `@file`. */
function fileIn(value: string): string | undefined {
  return value.startsWith('@') && !value.startsWith('@@') ? value.slice(1) : undefined
}

/** What JSON of a few letters is, where people may have meant text. */
function guess(value: unknown): string | undefined {
  if (isNumber(value)) return 'a number'
  return typeof value === 'boolean' ? 'a boolean' : value === null ? 'null' : undefined
}

/**
 * Reads what flags point at: `@file`, `-` for stdin (once per command), `@@…` for text that begins with @; and times, which
 * all count from the one instant of the command line.
 */
export class InputReader {
  private stdinTaken: string | undefined
  private content: Promise<Buffer> | undefined

  constructor(
    private readonly stdin: Readable,
    private readonly now: Date,
    private readonly signal?: AbortSignal,
    private readonly note: (text: string) => void = () => {},
  ) {}

  /**
   * The text of a value: bytes as they are, final newline included, but without a byte order mark.
   * @throws CliError `file` for a file that cannot be read; CliError `usage` for an empty stdin, or a second `-`
   */
  async text(value: string, flag: string): Promise<string> {
    if (value === '-') return this.readStdin(`--${flag} -`)
    const file = fileIn(value)
    if (file !== undefined) return decode(await this.file(file, AT_HINT), file)
    return value.startsWith('@@') && !REFERENCE.test(value) ? value.slice(1) : value
  }

  /** A whole JSON value, which must parse: `--body`. Errors show nothing of one that may hold a `secret`. */
  async json(value: string, flag: string, secret = false): Promise<unknown> {
    return parseJson(await this.text(value, flag), fileIn(value) ?? `--${flag}`, secret)
  }

  /**
   * Any JSON: what begins like an object, an array or a string must parse; other text that does not is a string. A note says
   * where a bare word was read as a number, a boolean or null.
   */
  async anyJson(value: string, flag: string): Promise<unknown> {
    const text = await this.text(value, flag)
    if (/^\s*[[{"]/.test(text)) return parseJson(text, fileIn(value) ?? `--${flag}`)
    try {
      const read = parseText(text)
      const kind = guess(read)
      if (kind) this.note(`--${flag}: ${read} is taken as ${kind}; '"${text.trim()}"' is text.`)
      return read
    } catch {
      return text
    }
  }

  /** A time in ISO 8601; see `parseTime`. @throws CliError `usage` */
  time(value: string, flag: string): string {
    return parseTime(value, flag, this.now)
  }

  /** The bytes of a file, or of stdin for `-`. @throws CliError `file`, CliError `usage` as `text` does */
  async bytes(path: string, flag: string): Promise<Buffer> {
    return path === '-' ? this.stdinBytes(`--${flag} -`) : this.file(path)
  }

  /** All of stdin. @param flag the flag that reads it @throws CliError `usage` when it is empty or already read */
  async readStdin(flag: string): Promise<string> {
    return decode(await this.stdinBytes(flag), 'stdin')
  }

  private async stdinBytes(flag: string): Promise<Buffer> {
    if (this.stdinTaken === flag && this.content) return this.content
    if (this.stdinTaken) {
      const hint = 'Put one of them into a file: @file.'
      throw new CliError('usage', `${flag} and ${this.stdinTaken}: stdin can be read only once`, hint)
    }
    this.stdinTaken = flag
    this.content = this.drain(flag)
    return this.content
  }

  private file(path: string, hint?: string): Promise<Buffer> {
    return readInput(path, this.signal).catch(cannotRead(path, hint))
  }

  private async drain(flag: string): Promise<Buffer> {
    const bytes = await readStream(this.stdin, 'stdin', this.signal).catch(cannotRead('stdin'))
    if (bytes.length === 0) throw new CliError('usage', `${flag}: stdin is empty`, 'Pipe the text in, or use @file.')
    return bytes
  }
}

const AT_HINT = 'A value that begins with "@" names a file; for text that begins with "@", write "@@".'

/** What turns a failure to read into an error that says what was read. */
function cannotRead(origin: string, hint?: string): (error: unknown) => never {
  return (error) => {
    const {code} = error as NodeJS.ErrnoException
    if (error instanceof CliError || code === undefined) throw error
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code
    throw new CliError('file', `Cannot read ${origin}: ${reason}`, hint)
  }
}

function decode(bytes: Buffer, origin: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch {
    throw new CliError('file', `${origin} is not UTF-8 text`)
  }
}

const MARK = Buffer.from('\ufeff')

/** Bytes of text without the byte order mark before them. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes
}

/**
 * Parses JSON.
 * @param origin the flag or file, for errors
 * @param secret errors then show nothing of the text
 * @throws CliError `usage` with the position of the mistake, or for too many levels
 */
export async function parseJson(text: string, origin: string, secret = false): Promise<unknown> {
  const bare = text.replace(/^\uFEFF/, '')
  try {
    return parseText(bare)
  } catch (error) {
    if (error instanceof RangeError) throw new CliError('usage', `${origin} is ${error.message}`)
    throw await parseFailure(bare, origin, secret)
  }
}

import {CliError} from '../../api/errors/cli-error.js'
import type {OutputSettings} from './format.js'
import {write} from './write.js'

/** Text in pieces that are written whole or not at all. */
export interface Chunk {
  /** A heading, or an opening bracket; empty where there is none. */
  before: string
  pieces: string[]
  /** What closes the whole output. */
  end?: string
}

/** What a piece is. */
type Unit = 'row' | 'result' | 'line'

const HINT = 'Ask for less with --columns or --jq, or allow more with --max-bytes.'

/** The error for stdout that has as much as it may. @param written how many pieces are out whole */
export function truncatedError(maxBytes: number, written: number, unit: Unit): CliError {
  const count = `${written.toLocaleString('en-US')} ${unit}${written === 1 ? ' was' : 's were'} written`
  return new CliError('partial', `Cut at --max-bytes ${maxBytes}: ${count}`, HINT, {written})
}

/** How pieces are printed. */
interface Printing {
  unit: Unit
  /** Bytes that the end takes; they are kept free. */
  room?: number
}

/** What fits of text that is added piece by piece. */
class ByteBudget {
  private bytes = 0
  private text = ''
  private last = '\n'

  constructor(private readonly maxBytes: number) {}

  /** Adds a piece, unless it leaves less than so many bytes free. */
  add(piece: string, room: number): boolean {
    const size = Buffer.byteLength(piece)
    if (this.bytes + size + room > this.maxBytes) return false
    this.bytes += size
    this.text += piece
    return true
  }

  /** What was added since it was last taken. */
  take(): string {
    const {text} = this
    this.last = text.at(-1) ?? this.last
    this.text = ''
    return text
  }

  /** Ends the line that was begun. */
  endLine(): string {
    return this.last === '\n' ? '' : '\n'
  }
}

async function put(text: string): Promise<void> {
  if (text !== '') await write(text)
}

/**
 * Prints chunks as they come, until a piece does not fit into --max-bytes any more: then nothing more is asked for.
 * What closes the output is left out then, so that nobody takes it for complete.
 * @throws CliError `partial`
 */
export async function printChunks(
  {maxBytes = Number.POSITIVE_INFINITY}: OutputSettings,
  chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
  {unit, room = 0}: Printing,
): Promise<void> {
  const budget = new ByteBudget(maxBytes)
  let count = 0
  for await (const {before, pieces, end = ''} of chunks) {
    const refused = budget.add(before, room) ? pieces.findIndex((piece) => !budget.add(piece, room)) : 0
    const whole = refused < 0 && budget.add(end, 0)
    await put(budget.take())
    count += refused < 0 ? pieces.length : refused
    if (whole) continue
    if (room > 0) await put(budget.endLine())
    throw truncatedError(maxBytes, count, unit)
  }
}

/**
 * Prints what is of no use in part.
 * @throws CliError `partial` with its size, and nothing is printed, when --max-bytes is less than that
 */
export async function printWhole({maxBytes}: OutputSettings, text: Uint8Array | string): Promise<void> {
  const size = Buffer.byteLength(text)
  if (maxBytes === undefined || size <= maxBytes) return write(text)
  const count = size.toLocaleString('en-US')
  throw new CliError('partial', `The answer has ${count} bytes, --max-bytes is ${maxBytes}: nothing was printed`, HINT)
}

/** Prints lines for people; the last one that fits is whole. @throws CliError `partial` */
export function printLines(settings: OutputSettings, text: string): Promise<void> {
  return printChunks(settings, [{before: '', pieces: text.split(/(?<=\n)/)}], {unit: 'line'})
}

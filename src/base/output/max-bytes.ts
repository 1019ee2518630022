import {CliError} from '../../api/errors/cli-error.js'
import type {OutputContext} from './context.js'
import type {OutputSettings} from './format.js'
import {HALF_PAIR} from './notes.js'
import {write} from './write.js'

/** Text in pieces that are written whole or not at all. */
export interface Chunk {
  /** A heading, or an opening bracket; empty where there is none. */
  before: string
  pieces: string[]
  /** What closes the whole output. */
  end?: string
}

/** Where text is printed, what was asked of its form, and where it is told that it is not printed as it came. */
type Printer = Pick<OutputContext, 'io' | 'notes' | 'settings'>

/** What a piece is. */
type Unit = 'row' | 'result' | 'line'

const HINT = 'Ask for less with --columns or --jq, or allow more with --max-bytes.'

/** The error for stdout that has as much as it may. */
function truncatedError({maxBytes, count}: ByteBudget, unit: Unit): CliError {
  const written = `${count.toLocaleString('en-US')} ${unit}${count === 1 ? ' was' : 's were'} written`
  return new CliError('partial', `Cut at --max-bytes ${maxBytes}: ${written}`, HINT, {written: count})
}

/** How pieces are printed. */
interface Printing {
  unit: Unit
  /** What closes the output, also where it is cut: its bytes are kept free. */
  close?: string
  /** What stdout may still get; all of --max-bytes unless said. */
  budget?: ByteBudget
}

/** What stdout may get of --max-bytes, and what fits of text that is added piece by piece. */
export class ByteBudget {
  /** Pieces that were printed whole. */
  count = 0
  private bytes = 0
  private text = ''

  constructor(readonly maxBytes = Number.POSITIVE_INFINITY) {}

  /** Bytes that are left. */
  get left(): number {
    return this.maxBytes - this.bytes
  }

  /** Takes so many bytes, unless that leaves less than `room` bytes free. */
  spend(bytes: number, room = 0): boolean {
    if (bytes + room > this.left) return false
    this.bytes += bytes
    return true
  }

  /** Adds a piece, unless it leaves less than so many bytes free. */
  add(piece: string, room: number): boolean {
    if (!this.spend(Buffer.byteLength(piece), room)) return false
    this.text += piece
    return true
  }

  /** What was added since it was last taken. */
  take(): string {
    const {text} = this
    this.text = ''
    return text
  }

  /** Whether anything was printed. */
  get opened(): boolean {
    return this.bytes > 0
  }
}

async function put({io, notes}: Printer, text: Uint8Array | string): Promise<void> {
  if (typeof text === 'string' && !text.isWellFormed()) notes.alarm(HALF_PAIR)
  if (text.length > 0) await write(io.stdout, text)
}

/**
 * Prints chunks as they come, until a piece does not fit into --max-bytes any more: then nothing more is asked for, and
 * the output is closed, so that what was printed is valid.
 * @throws CliError `partial`
 */
export async function printChunks(
  printer: Printer,
  chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
  {unit, close = '', budget = new ByteBudget(printer.settings.maxBytes)}: Printing,
): Promise<void> {
  const room = Buffer.byteLength(close)
  for await (const {before, pieces, end = ''} of chunks) {
    const refused = budget.add(before, room) ? pieces.findIndex((piece) => !budget.add(piece, room)) : 0
    const whole = refused < 0 && budget.add(end, 0)
    await put(printer, budget.take())
    budget.count += refused < 0 ? pieces.length : refused
    if (whole) continue
    await put(printer, budget.opened ? close : '')
    throw truncatedError(budget, unit)
  }
}

/** JSON in place of an answer that does not fit; as long as a list without rows. */
export const NO_JSON = 'null\n'

/** Refuses a budget that no JSON fits into. @throws CliError `usage` */
export function assertRoomForJson({output, jq, maxBytes = NO_JSON.length}: OutputSettings): void {
  if (output !== 'json' || jq !== undefined || maxBytes >= NO_JSON.length) return
  throw new CliError('usage', `--max-bytes ${maxBytes}: JSON needs ${NO_JSON.length} at least`)
}

/**
 * Prints what is of no use in part.
 * @param instead what is printed in its place; nothing unless said
 * @throws CliError `partial` with its size, and nothing of it is printed, when --max-bytes leaves less than that
 */
export async function printWhole(
  printer: Printer,
  text: Uint8Array | string,
  {budget = new ByteBudget(printer.settings.maxBytes), instead = ''}: {budget?: ByteBudget; instead?: string} = {},
): Promise<void> {
  const {maxBytes} = printer.settings
  const size = Buffer.byteLength(text)
  const {left} = budget
  if (budget.spend(size)) return put(printer, text)
  const [extent, printed] = left === maxBytes ? ['is', 'nothing was'] : ['leaves', 'it is not']
  if (budget.spend(Buffer.byteLength(instead))) await put(printer, instead)
  throw new CliError(
    'partial',
    `The answer has ${size.toLocaleString('en-US')} bytes, --max-bytes ${extent} ${left}: ${printed} printed`,
    HINT,
  )
}

/** Prints lines for people; the last one that fits is whole. @throws CliError `partial` */
export function printLines(printer: Printer, text: string): Promise<void> {
  return printChunks(printer, [{before: '', pieces: text.split(/(?<=\n)/)}], {unit: 'line'})
}

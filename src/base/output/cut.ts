import {PartialError} from '../errors/errors.js'
import type {Settings} from '../settings.js'
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

/** stdout has as much as it may. */
export class CutError extends PartialError {
  override name = 'CutError'
  /** @param pieces how many are out whole */
  constructor(
    maxBytes: number,
    readonly pieces: number,
    unit: Unit,
  ) {
    const count = `${pieces.toLocaleString('en-US')} ${unit}${pieces === 1 ? ' was' : 's were'} written`
    super(`Cut at --max-bytes ${maxBytes}: ${count}`, HINT)
  }
}

/** How pieces are printed. */
interface Printing {
  unit: Unit
  /** Bytes that the end takes; they are kept free. */
  room?: number
}

async function put(text: string): Promise<void> {
  if (text !== '') await write(text)
}

/**
 * Prints chunks as they come, until a piece does not fit into --max-bytes any more: then nothing more is asked for.
 * What closes the output is left out then, so that nobody takes it for complete.
 * @throws CutError
 */
export async function printChunks(
  {maxBytes}: Settings,
  chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
  {unit, room = 0}: Printing,
): Promise<void> {
  let [bytes, count] = [0, 0]
  for await (const {before, pieces, end = ''} of chunks) {
    if (maxBytes === undefined) {
      await put(before + pieces.join('') + end)
      continue
    }
    const fits = (text: string, kept: number) => bytes + Buffer.byteLength(text) + kept <= maxBytes
    let text = ''
    const add = (piece: string, kept: number): boolean => {
      if (!fits(piece, kept)) return false
      bytes += Buffer.byteLength(piece)
      text += piece
      return true
    }
    const opened = add(before, room)
    let taken = 0
    while (opened && taken < pieces.length && add(pieces[taken] ?? '', room)) taken++
    count += taken
    const whole = opened && taken === pieces.length && add(end, 0)
    await put(whole || bytes === 0 || room === 0 ? text : `${text}\n`)
    if (!whole) throw new CutError(maxBytes, count, unit)
  }
}

/**
 * Prints what is of no use in part.
 * @throws PartialError with its size, and nothing is printed, when --max-bytes is less than that
 */
export async function printWhole({maxBytes}: Settings, text: string): Promise<void> {
  const size = Buffer.byteLength(text)
  if (maxBytes === undefined || size <= maxBytes) return write(text)
  const count = size.toLocaleString('en-US')
  throw new PartialError(`The answer has ${count} bytes, --max-bytes is ${maxBytes}: nothing was printed`, HINT)
}

/** Prints lines for people; the last one that fits is whole. @throws CutError */
export function printLines(settings: Settings, text: string): Promise<void> {
  return printChunks(settings, [{before: '', pieces: text.split(/(?<=\n)/)}], {unit: 'line'})
}

import {constants, createReadStream, fstatSync, open, readSync} from 'node:fs'
import {Socket} from 'node:net'
import {addAbortSignal, Readable} from 'node:stream'
import {promisify} from 'node:util'
import {CliError} from '../../api/errors/cli-error.js'

const MB = 1024 * 1024
/** More than any server takes at once. */
const MOST_MB = 100

/**
 * The bytes of a stream.
 * @param origin what it is, for errors
 * @throws CliError `file` for more than 100 MB; the system's error; the signal's reason
 */
export async function readStream(stream: Readable, origin: string, signal?: AbortSignal): Promise<Buffer> {
  if (signal) addAbortSignal(signal, stream)
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > MOST_MB * MB) throw new CliError('file', `Cannot read ${origin}: it has more than ${MOST_MB} MB`)
      chunks.push(bytes)
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
  return Buffer.concat(chunks)
}

/** What a pipe has at once; empty where nobody writes to it, so that its end would never come. */
function firstBytes(fd: number): Buffer {
  const bytes = Buffer.alloc(65_536)
  return bytes.subarray(0, readSync(fd, bytes))
}

async function* pipe(fd: number, path: string): AsyncGenerator<Buffer> {
  try {
    const first = firstBytes(fd)
    if (first.length === 0) throw new CliError('file', `Cannot read ${path}: nobody writes to this pipe`)
    yield first
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
  }
  yield* new Socket({fd, writable: false})
}

/**
 * The bytes of a file, or of a pipe that somebody writes to.
 * @throws as `readStream` does; CliError `file` for a pipe that nobody writes to
 */
export async function readInput(path: string, signal?: AbortSignal): Promise<Buffer> {
  const fd = await promisify(open)(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  const stream = fstatSync(fd).isFIFO() ? Readable.from(pipe(fd, path)) : createReadStream('', {fd, highWaterMark: MB})
  return readStream(stream, path, signal)
}

import {ClosedPipeError, FileError} from '../errors/errors.js'

/**
 * Writes to stdout and waits until it is taken, so that a slow reader slows the pages down.
 * @throws ClosedPipeError when the reader went away (`| head`), FileError when a disk is full
 */
export function write(chunk: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(chunk, (error) => {
      if (!error) return resolve()
      const {code} = error as NodeJS.ErrnoException
      reject(
        code === 'EPIPE' ? new ClosedPipeError() : new FileError(`Cannot write the output: ${code ?? error.message}`),
      )
    })
  })
}

import type {Writable} from 'node:stream'
import {CliError} from '../../api/errors/cli-error.js'

/**
 * Writes to stdout and waits until it is taken, so that a slow reader slows the pages down.
 * @throws the system's error when the reader went away (`| head`: `isClosedPipe`), CliError `file` when a disk is full
 */
export function write(stdout: Writable, chunk: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(chunk, (error) => {
      if (!error) return resolve()
      const {code} = error as NodeJS.ErrnoException
      reject(isClosedPipe(error) ? error : new CliError('file', `Cannot write the output: ${code ?? error.message}`))
    })
  })
}

/** The reader of stdout went away, which is not an error for anybody. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

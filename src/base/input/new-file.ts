import {open, rm} from 'node:fs/promises'
import {CliError} from '../../api/errors/cli-error.js'

/** A file that is created before its content is there, so that a bad path fails before anything is sent. */
export interface NewFile {
  path: string
  /** Writes all of it and closes. @throws CliError `file`, with what that means */
  write: (text: string, consequence: string) => Promise<void>
  /** Removes the empty file. */
  discard: () => Promise<void>
}

/**
 * Makes a file that only its owner may read.
 * @param flag the flag that names it, for errors
 * @throws CliError `file` when it exists already or cannot be created
 */
export async function newFile(path: string, flag: string): Promise<NewFile> {
  const handle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') {
      throw new CliError('file', `${flag}: ${path} exists and is not overwritten; nothing was sent`, 'Name a new file.')
    }
    throw new CliError('file', `${flag}: cannot make ${path}: ${error.code}; nothing was sent`)
  })
  return {
    path,
    write: async (text, consequence) => {
      try {
        await handle.writeFile(text)
        await handle.close()
      } catch (error) {
        throw new CliError('file', `Cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`, `${consequence}.`)
      }
    },
    discard: async () => {
      await handle.close()
      await rm(path, {force: true})
    },
  }
}

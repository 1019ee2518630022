import {open, rm} from 'node:fs/promises'
import {CliError} from '../../api/errors/cli-error.js'

/** A file that was made for what is still to come, so that it is sure to find its place. */
export interface NewFile {
  path: string
  /** Writes all of it and closes. @throws CliError `file`, with what that means */
  write: (text: string, consequence: string) => Promise<void>
  /** Takes the empty file away again. */
  discard: () => Promise<void>
}

/**
 * Makes a file that only its owner may read.
 * @param flag who named it, for errors
 * @throws CliError `file` where there is one already, or none can be made
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

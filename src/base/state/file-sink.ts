import {dirname} from 'node:path'
import {type FileSystem, fileSystem, flushFolder, linkTarget, nameBeside} from './file-system.js'

/** How a file is written. */
export interface FileSinkOptions {
  /** Who may read it; 0o600 where it holds secrets or customers' texts. */
  mode: number
  /** Bytes that are written and flushed at once, so that a full disk is noticed before anything else happens. */
  reserve?: number
  /** The file must be new: one that is there is not replaced. */
  exclusive?: boolean
  fs?: FileSystem
}

/** A file that appears whole or not at all. */
export interface FileSink {
  /** Adds bytes, or text as UTF-8. @throws the system's error; nothing is left then but what was there before */
  write: (chunk: Uint8Array | string) => Promise<void>
  /** Flushes the file and puts it in its place. @throws the system's error, with nothing left behind */
  commit: () => Promise<void>
  /** Takes away what was written. */
  discard: () => Promise<void>
}

/**
 * Begins a file under another name beside its own. `commit()` renames it, so that nobody ever sees a part of it, and what
 * was there before stays until then. Links are followed.
 * @throws the system's error: `EEXIST` for an exclusive file that is there
 */
export async function openFileSink(
  path: string,
  {mode, reserve = 0, exclusive = false, fs = fileSystem}: FileSinkOptions,
): Promise<FileSink> {
  const target = exclusive ? path : await linkTarget(path, fs)
  if (exclusive) await (await fs.open(path, 'wx', mode)).close()
  const part = nameBeside(target)
  const clear = async () => {
    await fs.rm(part, {force: true})
    if (exclusive) await fs.rm(path, {force: true})
  }
  const handle = await fs.open(part, 'wx', mode).catch(async (error: unknown) => {
    await clear()
    throw error
  })
  let position = 0
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      await handle.close().catch(() => {})
      await clear()
      throw error
    }
  }
  const put = async (chunk: Uint8Array | string): Promise<void> => {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    for (let done = 0; done < bytes.length; ) {
      const {bytesWritten} = await handle.write(bytes, done, bytes.length - done, position)
      done += bytesWritten
      position += bytesWritten
    }
  }
  if (reserve > 0) {
    await attempt(async () => {
      await put(Buffer.alloc(reserve))
      await handle.sync()
      position = 0
    })
  }
  return {
    write: (chunk) => attempt(() => put(chunk)),
    commit: () =>
      attempt(async () => {
        await handle.truncate(position)
        await handle.chmod(mode)
        await handle.sync()
        await handle.close()
        await fs.rename(part, target)
        await flushFolder(dirname(target), fs)
      }),
    discard: async () => {
      await handle.close().catch(() => {})
      await clear()
    },
  }
}

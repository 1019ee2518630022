import {randomBytes} from 'node:crypto'
import {constants} from 'node:fs'
import type {FileHandle} from 'node:fs/promises'
import * as promises from 'node:fs/promises'

/** The part of Node's file system that state files need; tests put faults in its place. */
export type FileSystem = Pick<typeof promises, 'mkdir' | 'open' | 'realpath' | 'rename' | 'rm' | 'stat'>

/** The real one. */
export const fileSystem: FileSystem = promises

/** The system's word for what went wrong (`ENOSPC`); undefined for what no system said. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Ten megabytes. */
const MAX_BYTES = 10_000_000

/**
 * The text of a regular file; undefined for anything else, such as a pipe, which might have no end, and for more than
 * `maxBytes`.
 * @throws the system's error
 */
export async function readRegular(path: string, maxBytes = MAX_BYTES, fs = fileSystem): Promise<string | undefined> {
  const handle = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const about = await handle.stat()
    return about.isFile() && about.size <= maxBytes ? await handle.readFile('utf8') : undefined
  } finally {
    await handle.close()
  }
}

/** A name beside a file that nobody else uses. */
export function nameBeside(path: string): string {
  return `${path}.${process.pid}.${randomBytes(4).toString('hex')}.part`
}

/** Where links lead to; the path itself where there is nothing yet. */
export async function linkTarget(path: string, fs: FileSystem): Promise<string> {
  return fs.realpath(path).catch(() => path)
}

/** Flushes a folder, so that a new name in it outlives a power cut; not every system can. */
export async function flushFolder(path: string, fs: FileSystem): Promise<void> {
  let folder: FileHandle | undefined
  try {
    folder = await fs.open(path, 'r')
    await folder.sync()
  } catch {
  } finally {
    await folder?.close()
  }
}

import {dirname} from 'node:path'
import {CliError} from '../../api/errors/cli-error.js'
import {openFileSink} from './file-sink.js'
import {type FileSystem, fileSystem, linkTarget, readRegular, systemCode} from './file-system.js'
import {makeFolder} from './folder.js'
import {type Lock, takeLock} from './lock.js'

/** A state file: what it is, and what becomes of one that is damaged. */
export interface JsonFileOptions<T> {
  path: string
  /** What it holds, for errors: `the profiles`. */
  what: string
  /** Makes the content of parsed JSON; throws where it is not that. */
  parse: (value: unknown) => T
  /** The content where there is no file. */
  empty: T
  /** The content of a damaged file, or what to throw. */
  whenDamaged: (path: string) => T
  /** The most bytes that are read, ten megabytes unless said; more is damaged. */
  maxBytes?: number
  /** Longest wait for others that change the file, in milliseconds. */
  patienceMs?: number
  /** Spaces of indentation, for a file that people read. */
  indent?: number
  fs?: FileSystem
}

/** JSON in a file that is old or new, never half, and that several processes may change at once. */
export interface JsonFile<T> {
  /** @throws CliError `file` for one that cannot be read; what `whenDamaged` throws */
  read: () => Promise<T>
  /**
   * Reads the file under its lock, and writes what `change` makes of it; nothing when that is the very same value. So
   * `change` must ask nobody and wait for nothing.
   * @throws CliError `file` for one that cannot be read, written or locked; what `whenDamaged` and `change` throw
   */
  update: (change: (content: T) => T) => Promise<T>
}

const PATIENCE_MS = 10_000
const ABSENT = ['ENOENT', 'ENOTDIR']
const UNUSABLE = 'not a regular file, or too large'

/** A state file, for its owner alone. Nothing is read or written yet. */
export function jsonFile<T>(options: JsonFileOptions<T>): JsonFile<T> {
  const {path, what, parse, empty, whenDamaged} = options
  const {maxBytes, patienceMs = PATIENCE_MS, indent, fs = fileSystem} = options

  async function read(): Promise<T> {
    const found = await readRegular(path, maxBytes, fs).catch((error: unknown) => {
      const code = systemCode(error) ?? ''
      if (ABSENT.includes(code)) return null
      throw new CliError('file', `Cannot read ${what} in ${path}: ${code || String(error)}`)
    })
    if (found === null) return empty
    if (found === undefined) throw new CliError('file', `Cannot read ${what} in ${path}: ${UNUSABLE}`)
    try {
      return parse(JSON.parse(found.replace(/^\uFEFF/, '')))
    } catch {
      return whenDamaged(path)
    }
  }

  async function save(content: T, target: string, lock: Lock): Promise<void> {
    const sink = await openFileSink(target, {mode: 0o600, fs})
    await sink.write(`${JSON.stringify(content, null, indent)}\n`)
    if (await lock.isHeld()) return sink.commit()
    await sink.discard()
    throw new CliError('file', `Cannot write ${what} to ${path}: another process took over the lock`, 'Try again.')
  }

  async function update(change: (content: T) => T): Promise<T> {
    try {
      makeFolder(dirname(path))
      const target = await linkTarget(path, fs)
      const lock = await takeLock(target, {patienceMs, fs})
      if (!lock) {
        const hint = `Try again; if no other command runs, remove ${target}.lock.`
        throw new CliError('file', `Cannot write ${what} to ${path}: another process holds its lock`, hint)
      }
      try {
        const before = await read()
        const after = change(before)
        if (after !== before) await save(after, target, lock)
        return after
      } finally {
        await lock.release()
      }
    } catch (error) {
      const code = systemCode(error)
      if (error instanceof CliError || code === undefined) throw error
      throw new CliError('file', `Cannot write ${what} to ${path}: ${code}`)
    }
  }

  return {read, update}
}

/**
 * A state file whose content may be lost: one that is damaged or cannot be read counts as none, one that cannot be
 * written is not, and nobody waits for long.
 */
export function cacheFile<T>(options: Omit<JsonFileOptions<T>, 'whenDamaged' | 'what'>): JsonFile<T> {
  const {empty} = options
  const file = jsonFile({patienceMs: 1000, ...options, what: 'the cache', whenDamaged: () => empty})
  const orEmpty = (error: unknown): T => {
    if (error instanceof CliError) return empty
    throw error
  }
  return {read: () => file.read().catch(orEmpty), update: (change) => file.update(change).catch(orEmpty)}
}

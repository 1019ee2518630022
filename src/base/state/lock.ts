import {randomBytes} from 'node:crypto'
import {hostname} from 'node:os'
import {type FileSystem, fileSystem, readRegular, systemCode} from './file-system.js'

/** Who holds a lock is gone when nothing was heard of it for so long, in milliseconds: locks are held for an instant. */
const STALE_MS = 10_000
const POLL_MS = 15

/** How a lock is waited for. */
export interface LockOptions {
  /** Longest wait in milliseconds. */
  patienceMs: number
  fs?: FileSystem
  /** Milliseconds since 1970. */
  now?: () => number
  isAlive?: (pid: number) => boolean
}

/** A lock that is held. */
export interface Lock {
  /** Whether it is still ours: who was stopped for too long has lost it. */
  isHeld: () => Promise<boolean>
  release: () => Promise<void>
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) !== 'ESRCH'
  }
}

/**
 * Takes the lock of a file: `PATH.lock`, which one process alone can make. One whose process is gone, or that is older
 * than ten seconds, is taken over.
 * @returns undefined when somebody else held it all the time
 * @throws the system's error where no lock can be made
 */
export async function takeLock(path: string, options: LockOptions): Promise<Lock | undefined> {
  const {patienceMs, fs = fileSystem, now = Date.now} = options
  const file = `${path}.lock`
  const mine = `${process.pid} ${hostname()} ${randomBytes(8).toString('hex')}`
  const until = now() + patienceMs
  while (!(await make(file, mine, fs))) {
    if (await breakStale(file, options)) continue
    if (now() >= until) return undefined
    await new Promise((resolve) => setTimeout(resolve, POLL_MS * (0.5 + Math.random())))
  }
  const isHeld = async () => (await content(file, fs)) === mine
  return {isHeld, release: async () => ((await isHeld()) ? fs.rm(file, {force: true}) : undefined)}
}

async function make(file: string, text: string, fs: FileSystem): Promise<boolean> {
  try {
    const handle = await fs.open(file, 'wx', 0o600)
    await handle.writeFile(text).finally(() => handle.close())
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    await fs.rm(file, {force: true}).catch(() => {})
    throw error
  }
}

async function content(file: string, fs: FileSystem): Promise<string | undefined> {
  return readRegular(file, undefined, fs).catch(() => undefined)
}

async function isStale(file: string, {fs = fileSystem, now = Date.now, isAlive = isRunning}: LockOptions) {
  const [text, about] = await Promise.all([content(file, fs), fs.stat(file).catch(() => undefined)])
  if (text === undefined || about === undefined) return false
  if (Math.abs(now() - about.mtimeMs) > STALE_MS) return true
  const [pid = '', host] = text.split(' ')
  return host === hostname() && !isAlive(Number(pid))
}

/** Removes a lock that nobody holds. Who removes one must have its second lock, so that a fresh one is never removed. */
async function breakStale(file: string, options: LockOptions): Promise<boolean> {
  const {fs = fileSystem} = options
  if (!(await isStale(file, options))) return false
  const second = `${file}.lock`
  if (!(await make(second, `${process.pid} ${hostname()}`, fs))) {
    if (await isStale(second, options)) await fs.rm(second, {force: true})
    return false
  }
  try {
    const stale = await isStale(file, options)
    if (stale) await fs.rm(file, {force: true})
    return stale
  } finally {
    await fs.rm(second, {force: true})
  }
}

import {spawn} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

/** What one run of a program took. */
export interface Usage {
  /** Wall time. */
  ms: number
  /** The most memory that was resident, in bytes: what is in use, and what V8 had not cleared away yet. */
  peak: number
  /** The most memory that was in use right after a garbage collection, in bytes; 0 without --expose-gc. */
  live: number
  /** Bytes and line feeds on stdout. */
  bytes: number
  lines: number
}

const PRELOAD = fileURLToPath(new URL('preload.mjs', import.meta.url))

/**
 * Runs node with these arguments and measures it; stdout is counted and thrown away.
 * @throws Error when the program fails
 */
export async function measure(args: string[], env: Record<string, string> = {}): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), 'langfuse-bench-'))
  const usageFile = join(folder, 'usage.json')
  const surroundings = {PATH: process.env.PATH ?? '', HOME: folder, XDG_CONFIG_HOME: folder, ...env}
  const started = performance.now()
  try {
    const child = spawn(process.execPath, ['--import', PRELOAD, ...args], {
      env: {...surroundings, BENCH_USAGE_FILE: usageFile},
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const counted = {bytes: 0, lines: 0}
    const said: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.stdout.on('data', (chunk: Buffer) => {
      counted.bytes += chunk.length
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) counted.lines += 1
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    const ms = performance.now() - started
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${Buffer.concat(said)}`)
    const memory = JSON.parse(readFileSync(usageFile, 'utf8')) as {peak: number; live: number}
    return {ms, ...memory, ...counted}
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

/** The middle of many measurements. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

import {spawn} from 'node:child_process'
import {closeSync, openSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {ROOT} from '../manifest.js'
import type {Case, Outcome} from './case.js'
import {startHostileServer} from './hostile-server.js'
import {environmentFor, newFolder} from './world.js'

const BIN = join(ROOT, 'bin/run.js')
const BROKEN_DISK = join(ROOT, 'test/fixtures/broken-disk.cjs')
const LIMIT_MS = 20_000
/** Between a signal and the same once more. */
const IMPATIENCE_MS = 300

/** Runs a case as a process of its own, with the trouble that a process can have. */
export async function runAsProcess(given: Case): Promise<Outcome> {
  const {signal, readerGoesAfter, stdout: target, disk} = given.process ?? {}
  const server = await startHostileServer()
  server.begin(given)
  const folder = newFolder(given, server.url)
  const fd = target === undefined ? undefined : openSync(target, 'w')
  const preload = disk ? ['--require', BROKEN_DISK] : []
  const child = spawn(process.execPath, [...preload, BIN, ...given.argv], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      ...environmentFor(given, server.url, folder),
      ...(disk ? {BROKEN_DISK: disk.code, BROKEN_DISK_FROM: String(disk.from)} : {}),
    },
    stdio: ['pipe', fd ?? 'pipe', 'pipe'],
  })
  const chunks: {stdout: Buffer[]; stderr: Buffer[]} = {stdout: [], stderr: []}
  let read = 0
  child.stdout?.on('data', (chunk: Buffer) => {
    chunks.stdout.push(chunk)
    read += chunk.length
    if (readerGoesAfter !== undefined && read >= readerGoesAfter) child.stdout?.destroy()
  })
  child.stderr?.on('data', (chunk: Buffer) => chunks.stderr.push(chunk))
  child.stdin?.on('error', () => {}).end(given.stdin ?? '')
  server.onRequest = (count) => {
    if (!signal || count !== signal.requests) return
    child.kill(signal.name)
    setTimeout(() => child.kill(signal.name), IMPATIENCE_MS)
  }
  let hung = false
  const timer = setTimeout(() => {
    hung = true
    child.kill('SIGKILL')
  }, LIMIT_MS)
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  server.close()
  if (fd !== undefined) closeSync(fd)
  rmSync(folder, {recursive: true, force: true})
  const text = (name: 'stderr' | 'stdout') => Buffer.concat(chunks[name]).toString()
  return {exitCode, stdout: text('stdout'), stderr: text('stderr'), hung}
}

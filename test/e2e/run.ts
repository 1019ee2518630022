import {type ChildProcess, spawn} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {afterAll, expect} from 'vitest'
import {sandboxKeys} from '../../sandbox/http/auth.js'
import type {Sandbox} from '../../sandbox/http/server.js'

/** The program, as npm links it. */
export const BIN = join(process.cwd(), 'bin/run.js')

/** A folder of this test file alone; it goes when the file is done. */
export const TEMP = mkdtempSync(join(tmpdir(), 'langfuse-e2e-'))

const LINKS = join(TEMP, 'links')
mkdirSync(LINKS)
for (const name of ['langfuse', 'langfusectl']) symlinkSync(BIN, join(LINKS, name))

/** How a program ended, and every byte that it wrote. */
export interface Result {
  /** Null when a signal ended it. */
  code: number | null
  stdout: string
  stderr: string
}

/** What a program gets. Its environment is PATH, HOME, XDG_CONFIG_HOME, no questions to the registry and what is given, nothing else. */
export interface RunOptions {
  env?: Record<string, string>
  cwd?: string
  /** Bytes for stdin; without them it is closed. */
  stdin?: string
  /** A file descriptor to take the place of stdout. */
  stdout?: number
}

/** A program on its way. */
export interface Running {
  child: ChildProcess
  result: Promise<Result>
  /** Waits until stdout or stderr has this text. */
  seen: (stream: 'stderr' | 'stdout', text: string) => Promise<void>
}

const captured: string[] = []

/** Keeps output for the search for keys at the end of the file. */
export function capture(text: string): void {
  captured.push(text)
}

/** The environment of a program under test. */
export function environment(given: Record<string, string> = {}): Record<string, string> {
  const own = {PATH: `${LINKS}:${process.env.PATH}`, HOME: TEMP, XDG_CONFIG_HOME: join(TEMP, 'config')}
  return {...own, LANGFUSE_CLI_NO_UPDATE_NOTIFIER: '1', ...given}
}

/** Host and keys of a sandbox, as variables. */
export function connected(sandbox: Sandbox, more: Record<string, string> = {}): Record<string, string> {
  const {publicKey, secretKey} = sandbox.keys.project
  return {LANGFUSE_HOST: sandbox.url, LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey, ...more}
}

/** Starts any program. */
export function start(file: string, args: string[], options: RunOptions = {}): Running {
  const child = spawn(file, args, {
    env: environment(options.env),
    cwd: options.cwd ?? TEMP,
    stdio: [options.stdin === undefined ? 'ignore' : 'pipe', options.stdout ?? 'pipe', 'pipe'],
  })
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.stdin)
  const chunks: Record<'stderr' | 'stdout', Buffer[]> = {stdout: [], stderr: []}
  const text = (name: 'stderr' | 'stdout') => Buffer.concat(chunks[name]).toString('utf8')
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (chunk) => chunks[name].push(chunk))
  const result = new Promise<Result>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const ended = {code, stdout: text('stdout'), stderr: text('stderr')}
      captured.push(ended.stdout, ended.stderr)
      resolve(ended)
    })
  })
  const seen = (name: 'stderr' | 'stdout', wanted: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => text(name).includes(wanted) && resolve()
      child[name]?.on('data', look)
      child.once('close', () => reject(new Error(`ended without "${wanted}": ${text('stdout')}${text('stderr')}`)))
      look()
    })
  return {child, result, seen}
}

/** Starts langfuse. */
export function startCli(args: string[], options: RunOptions = {}): Running {
  return start(process.execPath, [BIN, ...args], options)
}

/** Waits until something is so; where it never is, the timeout of the test ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(10)
}

/** Runs langfuse to its end. */
export function run(args: string[], options: RunOptions = {}): Promise<Result> {
  return startCli(args, options).result
}

/** Runs a line of bash to its end; `langfuse` is on the PATH. */
export function shell(script: string, options: RunOptions = {}): Promise<Result> {
  return start('bash', ['-c', script], options).result
}

/** The words under which a secret could show: as it is, and as Basic authorization or base64. */
function disguises({publicKey, secretKey}: {publicKey: string; secretKey: string}): string[] {
  const pair = Buffer.from(`${publicKey}:${secretKey}`)
  return [secretKey, pair.toString('base64'), Buffer.from(secretKey).toString('base64'), encodeURIComponent(secretKey)]
}

afterAll(() => {
  rmSync(TEMP, {recursive: true, force: true})
  const everything = captured.join('\n')
  for (const word of Object.values(sandboxKeys).flatMap(disguises)) {
    expect(everything.includes(word), `a run printed a secret: ${word}`).toBe(false)
  }
})

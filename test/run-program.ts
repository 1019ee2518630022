import {Console} from 'node:console'
import {mkdtemp, rm} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'

const {main} = createRequire(import.meta.url)('../dist/langfuse.cjs') as typeof import('../src/main.js')

/** How a command line is run. */
export interface Surroundings {
  /** All the variables that there are, but HOME and XDG_CONFIG_HOME, a new folder unless said. */
  env?: Record<string, string>
  stdin?: Buffer | string
  /** Whether stdin, stdout and stderr are a terminal; none is unless said. */
  tty?: {stdin?: boolean; stdout?: boolean; stderr?: boolean; columns?: number}
}

/** What came of it. */
export interface Outcome {
  stdout: string
  stderr: string
  exitCode: number
  /** What was written to stdout, chunk by chunk. */
  chunks: string[]
}

function replaceEnvironment(values: Record<string, string | undefined>): void {
  for (const name of Object.keys(process.env)) delete process.env[name]
  for (const [name, value] of Object.entries(values)) if (value !== undefined) process.env[name] = value
}

type Write = typeof process.stdout.write

function capture(chunks: Buffer[]): Write {
  return ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    chunks.push(Buffer.from(chunk as string))
    const callback = rest.find((one) => typeof one === 'function') as ((error?: Error) => void) | undefined
    callback?.()
    return true
  }) as Write
}

function replaceProperty(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, {value, configurable: true, writable: true})
  return () => {
    if (before) Object.defineProperty(target, name, before)
    else delete (target as Record<string, unknown>)[name]
  }
}

/** Runs one command line in this process, with nothing of the surroundings but what is given. */
export async function runProgram(
  argv: string[],
  {env = {}, stdin = '', tty = {}}: Surroundings = {},
): Promise<Outcome> {
  const home = await mkdtemp(join(tmpdir(), 'langfusectl-test-'))
  const before = {...process.env}
  const listeners = new Set(process.stderr.listeners('error'))
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  const input = Object.assign(Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]), {isTTY: tty.stdin ?? false})
  const restore = [
    replaceProperty(process, 'stdin', input),
    replaceProperty(process.stdout, 'isTTY', tty.stdout ?? false),
    replaceProperty(process.stdout, 'columns', tty.columns ?? 80),
    replaceProperty(process.stderr, 'isTTY', tty.stderr ?? false),
    replaceProperty(process.stdout, 'write', capture(out)),
    replaceProperty(process.stderr, 'write', capture(err)),
    replaceProperty(globalThis, 'console', new Console(process.stdout, process.stderr)),
  ]
  replaceEnvironment({
    HOME: home,
    XDG_CONFIG_HOME: home,
    TZ: before.TZ,
    LANGFUSE_CLI_NO_UPDATE_NOTIFIER: '1',
    ...env,
  })
  process.exitCode = undefined
  let exitCode: number
  try {
    exitCode = await main(argv)
  } finally {
    for (const undo of restore) undo()
    replaceEnvironment(before)
    process.exitCode = undefined
    for (const one of process.stderr.listeners('error')) {
      if (!listeners.has(one)) process.stderr.off('error', one as () => void)
    }
    await rm(home, {recursive: true, force: true})
  }
  const [stdout, stderr] = [Buffer.concat(out).toString(), Buffer.concat(err).toString()]
  return {stdout, stderr, exitCode, chunks: out.map(String)}
}

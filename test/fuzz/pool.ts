import {type ChildProcess, fork} from 'node:child_process'
import {join} from 'node:path'
import type {Case, Outcome} from './case.js'
import {runAsProcess} from './process.js'

/** A run that takes longer hangs: the slowest that ends by itself waits for a request twice, and once in between. */
export const HANG_MS = 20_000

const WORKER = join(import.meta.dirname, 'worker.ts')

/** Runs cases, each worker one at a time. */
export interface Pool {
  run: (given: Case) => Promise<Outcome>
  close: () => void
}

interface Worker {
  child: ChildProcess
  stderr: string[]
  ready: Promise<unknown>
}

function startWorker(): Worker {
  const child = fork(WORKER, {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const stderr: string[] = []
  child.stderr?.on('data', (chunk) => stderr.push(String(chunk)))
  return {child, stderr, ready: new Promise((resolve) => child.once('message', resolve))}
}

/** What a worker says of a case; a worker that hangs or dies is an outcome too. */
async function ask({child, stderr, ready}: Worker, given: Case): Promise<Outcome> {
  await ready
  stderr.length = 0
  return new Promise((resolve) => {
    const lost = (hung: boolean, exitCode: number | null) => {
      child.removeAllListeners()
      child.kill('SIGKILL')
      resolve({exitCode, stdout: '', stderr: stderr.join(''), hung})
    }
    const timer = setTimeout(() => lost(true, null), HANG_MS)
    child.once('exit', (code) => {
      clearTimeout(timer)
      lost(false, code ?? 1)
    })
    child.once('message', (outcome: Outcome) => {
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve(outcome)
    })
    child.send(given)
  })
}

/** Starts workers; they live on until the pool is closed, or they hang or die and are replaced. */
export function startPool(size: number): Pool {
  const idle: Worker[] = Array.from({length: size}, startWorker)
  const waiting: ((worker: Worker) => void)[] = []
  const take = () =>
    new Promise<Worker>((resolve) => {
      const worker = idle.pop()
      if (worker) resolve(worker)
      else waiting.push(resolve)
    })
  const give = (worker: Worker) => {
    const usable = worker.child.connected ? worker : startWorker()
    const next = waiting.shift()
    if (next) next(usable)
    else idle.push(usable)
  }
  return {
    run: async (given) => {
      const worker = await take()
      try {
        return await (given.process ? runAsProcess(given) : ask(worker, given))
      } finally {
        give(worker)
      }
    },
    close: () => {
      for (const {child} of idle) child.kill()
    },
  }
}

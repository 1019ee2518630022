import {type Context, createContext, Script} from 'node:vm'
import {CliError} from '../../api/errors/cli-error.js'

/** Milliseconds. */
const LONGEST_MS = 120_000

let run: Script | undefined
let surroundings: Context | undefined

/**
 * Does work during which nobody else has a turn, so that Ctrl-C would not be noticed: Node's `vm` ends it then, and when it
 * takes longer than two minutes.
 * @param what it is, for errors
 * @throws CliError `interrupted`; CliError `partial` after two minutes; what the work throws
 */
export function interruptible<T>(what: string, work: () => T): T {
  run ??= new Script('work()')
  surroundings ??= createContext({})
  try {
    return run.runInContext(Object.assign(surroundings, {work}), {breakOnSigint: true, timeout: LONGEST_MS}) as T
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw new CliError('interrupted', 'Interrupted')
    if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new CliError('partial', `${what} has not ended within ${LONGEST_MS / 1000} s`)
  }
}

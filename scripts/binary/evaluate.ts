import {debuglog} from 'node:util'
import {Script} from 'node:vm'

/** What the program gives to whoever loads it. */
export interface Program {
  main: (argv: string[]) => Promise<number>
}

const debug = debuglog('langfuse')

/**
 * Evaluates the program.
 * @param source the bundle, wrapped into a function as Node wraps modules
 * @param code what V8 compiled of it before; V8 takes it from the same Node with the same flags, else compiles anew
 * @returns the program, and the script to make such code from
 */
export function evaluate(source: string, code: Buffer): {program: Program; script: Script} {
  const script = new Script(source, {filename: 'langfuse.cjs', cachedData: code})
  debug('compiled code: %s', script.cachedDataRejected ? 'rejected' : 'taken')
  const loaded = {exports: {} as Program}
  script.runInThisContext()(loaded.exports, require, loaded, process.execPath, '')
  return {program: loaded.exports, script}
}

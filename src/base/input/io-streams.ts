import type {Readable, Writable} from 'node:stream'
import type {Environment} from './environment.js'

/** A stream that may be a terminal, with its width in columns then. */
export type OutputStream = Writable & {isTTY?: boolean; columns?: number}

/** What a command reads from and writes to, its variables and its words: those of the process, or a test's own. */
export interface IOStreams {
  stdin: Readable & {isTTY?: boolean}
  stdout: OutputStream
  stderr: OutputStream
  env: Environment
  argv: string[]
}

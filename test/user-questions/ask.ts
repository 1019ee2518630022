import type {Store} from '../../sandbox/server.js'
import {words} from '../texts/words.js'

/** What must be seen when a command line was run. */
export interface Seen {
  /** Parts of stdout. */
  prints?: string[]
  /** What stdout must not have. */
  lacks?: string[]
  /** Parts of stderr. */
  tells?: string[]
  /** Exit status; 0 unless said. */
  exit?: number
}

/** Something that people ask for, and how the program serves it. */
export interface Asked extends Seen {
  /** In a person's words. */
  says: string
  /** The words of the command that must serve it. */
  command: string
  /** The whole command line, without `langfuse`. */
  line: string[]
  stdin?: string
  /** For what writes: a second command line, and what it shows then. */
  after?: Seen & {line: string[]}
  /** For what writes and no command can read back: whether the server has it. */
  stored?: (store: Store) => boolean
}

type Given = Pick<Asked, 'stdin' | 'stored' | keyof Seen> & {after?: [line: string, seen: Seen]}

/** One row of the table. `args` and the line of `after` are split as a shell does. */
export function ask(says: string, command: string, args: string, {after, ...seen}: Given): Asked {
  const row = {says, command, line: [...command.split(' '), ...words(args)], ...seen}
  return after ? {...row, after: {line: words(after[0]), ...after[1]}} : row
}

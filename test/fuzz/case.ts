import type {Mode} from '../../sandbox/http/modes.js'

/** One change of a JSON document: `at` counts its values from the outside in and begins anew behind the last. */
export interface Edit {
  at: number
  /** In place of the value; `rename` gives its key another name instead. */
  to: {value: unknown} | {number: string} | {nest: number} | {long: number} | {rename: string} | 'double' | 'remove'
}

/** What the server does in place of its proper answer. */
export type Trouble =
  | {kind: 'edit'; edits: Edit[]}
  /** A recorded answer of a real server to the same operation, changed. */
  | {kind: 'recorded'; pick: number; edits: Edit[]}
  /** Rows of a page whose total stays: each with an index that `every` divides. */
  | {kind: 'drop'; every: number}
  | {kind: 'answer'; status: number; headers: [string, string][]; text: string}
  | {kind: 'bytes'; status: number; headers: [string, string][]; base64: string}
  | {kind: 'header'; name: string; value: string}
  /** The body ends after that many thousandths of it. */
  | {kind: 'cut'; part: number}
  | {kind: 'reset'; carriedOut: boolean}
  | {kind: 'endless'; status: number; pauseMs: number}
  | {kind: 'informational'; status: number}
  | {kind: 'no http'; base64: string}

/** What happens to a run that is a process of its own. */
export interface ProcessTrouble {
  /** Sent when that many requests have arrived, and once more a moment later. */
  signal?: {name: 'SIGINT' | 'SIGKILL' | 'SIGTERM'; requests: number}
  /** The reader goes after so many bytes. */
  readerGoesAfter?: number
  /** A file in place of stdout. */
  stdout?: string
  /** Every file operation from this one on fails. */
  disk?: {code: string; from: number}
}

/** One run of the program as data, so that it can be sent to a worker, kept in a file and repeated. */
export interface Case {
  family: string
  argv: string[]
  mode: Mode
  /** Besides host and keys; `{url}` stands for the address of the server. */
  env?: Record<string, string>
  /** Besides those that examples read, in the folder that is home and working directory. */
  files?: Record<string, string>
  stdin?: string
  /** The columns of the terminal that stdout is. */
  columns?: number
  /** The trouble with the nth request, from 0, or with every one. */
  troubles: {at: number | 'all'; what: Trouble}[]
  /** The run walks a whole list: each id must be printed once when it ends well. */
  whole?: 'csv' | 'json' | 'ndjson' | 'tsv'
  process?: ProcessTrouble
}

/** What came of a case. */
export interface Outcome {
  /** Null where a signal ended it. */
  exitCode: number | null
  stdout: string
  stderr: string
  /** It had to be killed. */
  hung: boolean
  /** Ids that an untroubled run prints. */
  expected?: string[]
}

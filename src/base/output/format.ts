import type {IOStreams} from '../input/io-streams.js'

/** The forms that output can take. */
export const OUTPUT_FORMATS = ['table', 'json', 'ndjson', 'csv', 'tsv', 'yaml'] as const

export type OutputFormat = (typeof OUTPUT_FORMATS)[number]

/** What the shared flags say of output. */
export interface OutputSettings {
  /** Undefined when nobody said: it then depends on where stdout goes. */
  output: OutputFormat | undefined
  columns: string[] | undefined
  /** A jq expression for each row of a list, or for the one answer. */
  jq: string | undefined
  /** The most bytes of data that stdout gets; what --curl and completion print is no data. */
  maxBytes: number | undefined
  header: boolean | undefined
}

/** Where output goes, and what was asked of its form. */
export interface OutputTarget {
  io: IOStreams
  settings: OutputSettings
}

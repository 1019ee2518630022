import type {OutputTarget} from './format.js'
import type {Filter} from './jq.js'
import type {Notes} from './notes.js'

/** What printing works with. */
export interface OutputContext extends OutputTarget {
  notes: Notes
  /** Whether stdout shows colour. */
  color: boolean
  /** What --jq asks for, compiled. */
  jq: Filter | undefined
}

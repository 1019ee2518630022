import {CliError} from '../../api/errors/cli-error.js'
import {explain} from './explain.js'

/** The same error with a word before its hint: what is already done, or where to go on. Code and status stay. */
export function annotate(error: Error, note: string): CliError {
  const {code, message, hint, status} = explain(error)
  return new CliError(code, message, [note, hint].filter(Boolean).join('\n'), {cause: error, status})
}

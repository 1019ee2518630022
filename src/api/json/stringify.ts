import {CliError} from '../errors/cli-error.js'
import {MARK} from './exact-number.js'

const MARKED = new RegExp(`"${MARK.replaceAll('.', '\\.')}([^"]+)"`, 'g')

/** The text that a writer makes of a value. @throws CliError `rejected` when it has too many levels, or too much text */
export function written(write: () => string): string {
  try {
    return write()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const message = 'What is to be written is nested too deep, or too long'
    throw new CliError('rejected', message, undefined, {cause: error})
  }
}

/** JSON in which numbers stand again where they were marked as strings. */
export function withoutMarks(json: string): string {
  return json.includes(MARK) ? json.replaceAll(MARKED, '$1') : json
}

/**
 * Writes JSON as `JSON.stringify` does, exact numbers with all their digits.
 * @param indent blanks for each level; all on one line unless said
 * @throws CliError `rejected` for what has some thousand levels, or half a gigabyte
 */
export function stringifyJson(value: unknown, indent?: number): string {
  return withoutMarks(written(() => JSON.stringify(value, null, indent)))
}

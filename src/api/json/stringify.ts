import {CliError} from '../errors/cli-error.js'
import {MARK} from './exact-number.js'

const MARKED = new RegExp(`"${MARK.replaceAll('.', '\\.')}([^"]+)"`, 'g')

function stringify(value: unknown, indent: number | undefined): string {
  try {
    return JSON.stringify(value, null, indent)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new CliError('rejected', 'JSON that is nested so deep, or so long, cannot be written', undefined, {
      cause: error,
    })
  }
}

/**
 * Writes JSON as `JSON.stringify` does, exact numbers with all their digits.
 * @param indent blanks for each level; all on one line unless said
 * @throws CliError `rejected` for what has some thousand levels, or half a gigabyte
 */
export function stringifyJson(value: unknown, indent?: number): string {
  const json = stringify(value, indent)
  return json.includes(MARK) ? json.replaceAll(MARKED, '$1') : json
}

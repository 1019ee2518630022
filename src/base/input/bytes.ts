import {constants} from 'node:buffer'
import {CliError} from '../../api/errors/cli-error.js'

/** A text of more bytes is more than JavaScript holds. */
export const LONGEST_TEXT = constants.MAX_STRING_LENGTH

/**
 * Reads a number of bytes, at least one.
 * @param from the flag or variable, for errors
 * @throws CliError `usage` for anything else
 */
export function parseBytes(text: string, from: string, most: number): number {
  if (/^\d{1,15}$/.test(text) && Number(text) > 0 && Number(text) <= most) return Number(text)
  throw new CliError('usage', `${from}: "${text}" is not a number of bytes from 1 to ${most.toLocaleString('en-US')}`)
}

import {CliError} from '../../api/errors/cli-error.js'
import type {Field} from './fields.js'
import {rawCallHint, type Sender} from './unknown-field.js'

/** Whether some text in a value, keys included, has a NUL character or half of a surrogate pair. */
function isBroken(value: unknown): boolean {
  const left = [value]
  for (let one = left.pop(); left.length > 0 || one !== undefined; one = left.pop()) {
    if (typeof one === 'string' && (one.includes('\0') || !one.isWellFormed())) return true
    if (typeof one !== 'object' || one === null) continue
    for (const [key, inner] of Object.entries(one)) left.push(key, inner)
  }
  return false
}

/** Refuses text that servers answer with status 500, or store without it. @throws CliError `usage` that names the flag */
export function assertStorable(fields: Field[], values: Record<string, unknown>, sentBy?: Sender): void {
  const field = fields.find(({name}) => isBroken(values[name]))
  if (!field) return
  const message = `--${field.flag} has a NUL character (U+0000) or half of a surrogate pair, which servers refuse or drop`
  throw new CliError('usage', message, sentBy && rawCallHint(sentBy))
}

import {CliError} from '../../api/errors/cli-error.js'
import {isNumber} from '../../api/json/exact-number.js'
import type {Row} from '../../api/json/object.js'

/** What the API calls otherwise in an answer than in a body. */
const ANSWERED_AS: Record<string, string> = {newLabels: 'labels', retention: 'retentionDays'}

const TIME = /^\d{4}-\d\d-\d\dT/

/** Whether two values of one field are the same, but for what servers tidy up: case, outer blanks, the form of a time. */
function isSame(sent: unknown, kept: unknown): boolean {
  if (isNumber(sent) || isNumber(kept)) return Number(sent) === Number(kept)
  const before = String(sent ?? '').trim()
  const after = String(kept ?? '').trim()
  if (TIME.test(before) && TIME.test(after)) return Date.parse(before) === Date.parse(after)
  return before.toLowerCase() === after.toLowerCase()
}

function isKept(sent: unknown, kept: unknown): boolean {
  const isJson = (value: unknown) => typeof value === 'object' && value !== null && !isNumber(value)
  if (kept === undefined || (sent ?? null) === null) return true
  if (Array.isArray(sent) && Array.isArray(kept))
    return sent.every((one) => isJson(one) || kept.some((other) => isSame(one, other)))
  return isJson(sent) || isJson(kept) || isSame(sent, kept)
}

/**
 * The error for an answer that does not carry fields as they were sent; undefined when it does. It may have more, and what
 * it leaves out is not judged; neither are JSON objects.
 */
export function errorOfChange(sent: Row, names: string[], answer: Row): CliError | undefined {
  const lost = names.filter((name) => !isKept(sent[name], answer[ANSWERED_AS[name] ?? name]))
  if (lost.length === 0) return undefined
  const fields = lost.map((name) => ANSWERED_AS[name] ?? name).join(', ')
  return new CliError('partial', `The server answered with success, but did not take over what was sent: ${fields}`)
}

import {stringifyJson} from '../json/stringify.js'

interface Issue {
  path?: unknown
  message?: unknown
  /** Of a union: what each branch complains about. */
  errors?: unknown[][]
}

function firstString(...candidates: unknown[]): string | undefined {
  return candidates.find((text): text is string => typeof text === 'string' && text !== '')
}

function firstBranch({errors}: Issue): unknown[] {
  return Array.isArray(errors) ? (errors.find((branch) => Array.isArray(branch) && branch.length > 0) ?? []) : []
}

function word(value: unknown): string {
  return typeof value === 'object' ? stringifyJson(value) : String(value)
}

function issueText(issue: unknown): string {
  if (typeof issue !== 'object' || issue === null) return String(issue)
  const {path, message} = issue as Issue
  const where = Array.isArray(path) ? path.map(word).join('.') : path
  const own = [where, message].filter(Boolean).map(word).join(': ')
  const inner = firstBranch(issue as Issue).map(issueText)
  return inner.length > 0 ? `${own} (${inner.join('; ')})` : own
}

/**
 * The server's own words, whichever of its error shapes it used: `message`, else `error`, else `detail`, with the
 * validation issues that stand under `error`, `errors`, `details` or `details.issues`, and the values it would take.
 */
export function errorMessage(status: number, body: unknown): string {
  const nothing = `The server answered ${status}`
  if (typeof body === 'string') {
    return /^\s*</.test(body) ? `${nothing} with an HTML page` : body.trim().slice(0, 500) || nothing
  }
  const {message, error, errors, detail, details} = (body ?? {}) as Record<string, unknown>
  const issues = [error, errors, details, (details as {issues?: unknown} | undefined)?.issues].find(Array.isArray)
  const text = firstString(message, error, detail) ?? nothing
  if (issues) return `${text}: ${issues.map(issueText).join('; ')}`
  const allowed = (details as {allowedValues?: unknown} | undefined)?.allowedValues
  return Array.isArray(allowed) ? `${text} (allowed: ${allowed.map(word).join(', ')})` : text
}

import {CliError, type ErrorCode} from '../../api/errors/cli-error.js'
import {explain} from '../errors/explain.js'
import {sanitizeForTerminal, style} from '../output/terminal.js'

/** What one check found. */
export interface Finding {
  name: string
  state: 'ok' | 'problem' | 'skipped' | 'warning'
  /** What is so; no secret. */
  text: string
  /** What to do about it. */
  hint?: string
  /** Of a problem: decides the exit status. */
  code?: ErrorCode
}

const MARKS: Record<Finding['state'], {mark: string; color: 'dim' | 'green' | 'red' | 'yellow'}> = {
  ok: {mark: '✓', color: 'green'},
  warning: {mark: '!', color: 'yellow'},
  problem: {mark: '✗', color: 'red'},
  skipped: {mark: '-', color: 'dim'},
}

/** All is well. */
export function ok(name: string, text: string): Finding {
  return {name, state: 'ok', text}
}

/** Could do harm, and does not stop anything. */
export function warning(name: string, text: string, hint: string): Finding {
  return {name, state: 'warning', text, hint}
}

/** Not looked at, and why; with what to do where something can be done. */
export function skipped(name: string, text: string, hint?: string): Finding {
  return {name, state: 'skipped', text, ...(hint ? {hint} : {})}
}

/** Skipped because of what another check found. */
export function notAsked(name: string, obstacle: string): Finding {
  return skipped(name, `not asked: see ${obstacle}`)
}

/** Something that stops commands. */
export function problem(name: string, code: ErrorCode, text: string, hint?: string): Finding {
  return {name, state: 'problem', text, code, ...(hint ? {hint} : {})}
}

/** An error of a check, in the words that it has everywhere. @throws Ctrl-C and bugs: they are not findings */
export function problemOf(name: string, error: unknown): Finding {
  const {code, message, hint} = explain(error)
  if (code === 'interrupted' || code === 'internal') throw error
  return problem(name, code, message, hint)
}

/** The findings for people: a line each, and what to do below it. */
export function reportLines(findings: Finding[], color: boolean): string {
  const size = Math.max(...findings.map(({name}) => name.length))
  const margin = `\n${' '.repeat(size + 4)}`
  const lines = findings.map(({name, state, text, hint}) => {
    const {mark, color: tone} = MARKS[state]
    const hints = hint === undefined ? [] : hint.split('\n').map((line) => `→ ${line}`)
    const body = [...text.split('\n'), ...hints].map(sanitizeForTerminal).join(margin)
    return `${style(mark, tone, color)} ${name.padEnd(size)}  ${body}\n`
  })
  return lines.join('')
}

/** The findings for programs. */
export function reportObject(findings: Finding[]): {checks: Omit<Finding, 'code'>[]} {
  return {checks: findings.map(({code: _, ...finding}) => finding)}
}

/** The error that the findings end with: the first problem decides the exit status. Undefined when there is none. */
export function problemsIn(findings: Finding[]): CliError | undefined {
  const found = findings.filter(({state}) => state === 'problem')
  const [first] = found
  if (!first) return undefined
  const names = found.map(({name}) => name).join(', ')
  return new CliError(first.code ?? 'not_available', `${found.length} problem${found.length > 1 ? 's' : ''}: ${names}`)
}

import {CliError} from '../../api/errors/cli-error.js'
import {sanitizeForTerminal, style} from '../output/terminal.js'
import type {Finding, State} from './finding.js'

const MARKS: Record<State, {mark: string; color: 'dim' | 'green' | 'red' | 'yellow'}> = {
  ok: {mark: '✓', color: 'green'},
  warning: {mark: '!', color: 'yellow'},
  problem: {mark: '✗', color: 'red'},
  skipped: {mark: '-', color: 'dim'},
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

import type {ErrorCode} from '../../api/errors/cli-error.js'
import {explain} from '../errors/explain.js'

/** How a check ended. */
export type State = 'ok' | 'problem' | 'skipped' | 'warning'

/** What one check found. */
export interface Finding {
  name: string
  state: State
  /** What is so; no secret. */
  text: string
  /** What to do about it. */
  hint?: string
  /** Of a problem: decides the exit status. */
  code?: ErrorCode
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

/** Something that stops commands. */
export function problem(name: string, code: ErrorCode, text: string, hint?: string): Finding {
  return {name, state: 'problem', text, code, ...(hint ? {hint} : {})}
}

/** An error of a check, in the words that it has everywhere. @throws what is no finding: Ctrl-C, bugs */
export function problemOf(name: string, error: unknown): Finding {
  const {code, message, hint} = explain(error)
  if (code === 'interrupted' || code === 'internal') throw error
  return problem(name, code, message, hint)
}

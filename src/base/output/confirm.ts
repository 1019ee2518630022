import {CliError} from '../../api/errors/cli-error.js'
import type {IOStreams} from '../input/io-streams.js'
import {oneLine} from './terminal.js'

/** Whether a question can be asked: stdin and stderr are a terminal. */
export function canAsk({stdin, stderr}: IOStreams): boolean {
  return Boolean(stdin.isTTY && stderr.isTTY)
}

/** Where a question is asked: stdout is for data alone. */
export function questionStreams({stdin, stderr}: IOStreams): {input: IOStreams['stdin']; output: IOStreams['stderr']} {
  return {input: stdin, output: stderr}
}

/** A question's answer; leaving a prompt with Ctrl-C is an interruption like any other. */
export async function whenInterrupted<T>(question: Promise<T>): Promise<T> {
  try {
    return await question
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') throw new CliError('interrupted', 'Interrupted')
    throw error
  }
}

/**
 * Asks a question; the default is No.
 * @param refusal what to throw when nobody can be asked
 */
export async function confirm(io: IOStreams, question: string, refusal: CliError): Promise<boolean> {
  if (!canAsk(io)) throw refusal
  const {default: ask} = await import('@inquirer/confirm')
  return whenInterrupted(ask({message: oneLine(question), default: false}, questionStreams(io)))
}

/**
 * Asks before something is lost.
 * @param what what would happen: `delete prompt greet`, `replace the integration of project x`
 * @throws CliError `usage` without a terminal and without --yes
 */
export async function confirmDestructive(io: IOStreams, what: string, yes: boolean): Promise<boolean> {
  if (yes) return true
  const refusal = new CliError('usage', `This would ${what}; nothing was sent`, 'Without a terminal it needs --yes.')
  return confirm(io, questionOf(what), refusal)
}

function questionOf(what: string): string {
  return `${what.slice(0, 1).toUpperCase()}${what.slice(1)}?`
}

/** Asks before something great is lost: only its name, typed, is a yes. There must be somebody to ask. */
export async function confirmByName(io: IOStreams, what: string, name: string): Promise<boolean> {
  const {default: ask} = await import('@inquirer/input')
  const wanted = oneLine(name)
  const message = `${questionOf(what)} Type ${wanted} to go on:`
  return oneLine(await whenInterrupted(ask({message: oneLine(message)}, questionStreams(io)))) === wanted
}

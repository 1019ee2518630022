import {basename} from 'node:path'
import {CliError} from '../../api/errors/cli-error.js'
import type {Environment} from '../input/environment.js'
import {bash} from './bash.js'
import {fish} from './fish.js'
import {powershell} from './powershell.js'
import type {Vocabulary} from './vocabulary.js'
import {zsh} from './zsh.js'

/** The function that writes the script of each shell. */
export const SCRIPTS: Record<string, (vocabulary: Vocabulary) => string> = {bash, zsh, fish, powershell}

/** The shells that there are scripts for. */
export const SHELLS = Object.keys(SCRIPTS)

const OTHER_NAMES: Record<string, string> = {pwsh: 'powershell'}

/** The shell that `$SHELL` names. @throws CliError `usage` when there is no script for it */
export function guessShell({SHELL}: Environment): string {
  const name = basename(SHELL ?? '')
  const shell = OTHER_NAMES[name] ?? name
  if (SHELLS.includes(shell)) return shell
  const why = SHELL ? `There is no script for ${name}` : '$SHELL is not set'
  throw new CliError('usage', `Which shell? ${why}`, `Name one: ${SHELLS.join(', ')}.`)
}

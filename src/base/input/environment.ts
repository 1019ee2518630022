import {parseEnv} from 'node:util'
import {CliError} from '../../api/errors/cli-error.js'
import {readInput} from './read.js'

/** Environment variables; empty values count as unset. */
export type Environment = Record<string, string | undefined>

/** Text of a flag or variable; an empty one counts as unset. */
export function nonEmpty(value: unknown): string | undefined {
  return (typeof value === 'string' && value.trim()) || undefined
}

/** What LANGFUSE_CLI_DEBUG asks for: words between commas, `api` (requests and answers) and `stack` (of errors). */
export function debugTopics({LANGFUSE_CLI_DEBUG: list = ''}: Environment): string[] {
  const words = list.split(',').map((word) => word.trim())
  return words.filter((word) => word !== '')
}

/** The variables of a file in the form of .env. @throws CliError `file` */
export async function fileVariables(path: string): Promise<Environment> {
  try {
    return parseEnv((await readInput(path)).toString()) as Environment
  } catch (error) {
    if (error instanceof CliError) throw error
    const {code} = error as NodeJS.ErrnoException
    const hint = /^[a-z][\w-]*$/i.test(path) ? `Was --environment ${path} meant? --env names a file.` : undefined
    const isMissing = code === 'ENOENT'
    throw new CliError(
      'file',
      `Cannot read ${path}: ${isMissing ? 'there is no such file' : code}`,
      isMissing ? hint : undefined,
    )
  }
}

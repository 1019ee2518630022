import {readEnvFile} from '../input/env-file.js'
import {type Environment, nonEmpty} from '../input/environment.js'
import type {FlagValues} from '../input/flags.js'

/** Whether a value of LANGFUSE_CLI_READ_ONLY keeps writes back: whatever is not plainly a no, since who sets it wants to be safe. */
export function forbidsWrites(value: string | undefined): boolean {
  return !['', '0', 'false', 'no'].includes(value ?? '')
}

/** Keeps writes back where the file or the environment says so; all else in the file wins. */
const EITHER = 'LANGFUSE_CLI_READ_ONLY'

/** The variables that settings are read from: those of the environment, under those of a typed --env. @throws CliError `file`, CliError `credentials` */
export async function settingVariables(flags: FlagValues, env: Environment): Promise<Environment> {
  const path = nonEmpty(flags.env)
  if (path === undefined) return env
  const {values} = await readEnvFile(path)
  const inFile = Object.entries(values).filter(([name]) => name.startsWith('LANGFUSE_CLI_'))
  const readOnly = [env, Object.fromEntries(inFile)]
    .map((variables) => variables[EITHER])
    .find((value) => forbidsWrites(value))
  return {...env, ...Object.fromEntries(inFile), ...(readOnly ? {[EITHER]: readOnly} : {})}
}

import {CliError} from '../../api/errors/cli-error.js'
import {parseBytes} from '../input/bytes.js'
import type {Environment} from '../input/environment.js'
import type {FlagValues} from '../input/flags.js'
import {OUTPUT_FORMATS, type OutputFormat, type OutputSettings} from '../output/format.js'
import {splitColumns} from '../output/path.js'

/** What was typed, else a variable; an empty variable counts as unset. */
export function typedOr(flags: FlagValues, name: string, env: Environment, variable: string): string | undefined {
  const typed = flags[name]
  if (typed !== undefined) return String(typed)
  return env[variable] || undefined
}

/** What a value is called where it comes from. */
export function sayer(flags: FlagValues, name: string, variable: string): string {
  return flags[name] === undefined ? variable : `--${name}`
}

function readOutput(flags: FlagValues, env: Environment): OutputFormat | undefined {
  if (flags.json) {
    if (flags.output !== undefined && flags.output !== 'json') {
      throw new CliError('usage', `--json and --output ${flags.output} exclude each other`)
    }
    return 'json'
  }
  const format = typedOr(flags, 'output', env, 'LANGFUSE_CLI_OUTPUT')
  if (format === undefined || (OUTPUT_FORMATS as readonly string[]).includes(format)) return format as OutputFormat
  throw new CliError(
    'usage',
    `LANGFUSE_CLI_OUTPUT: "${format}" is not a valid format`,
    `Formats: ${OUTPUT_FORMATS.join(', ')}.`,
  )
}

function readColumns(flags: FlagValues): string[] | undefined {
  if (flags.columns === undefined) return undefined
  const columns = splitColumns(String(flags.columns))
  if (columns.length === 0) throw new CliError('usage', '--columns is empty')
  return columns
}

function readMaxBytes(flags: FlagValues, env: Environment): number | undefined {
  const text = typedOr(flags, 'max-bytes', env, 'LANGFUSE_CLI_MAX_BYTES')
  if (text === undefined) return undefined
  return parseBytes(text, sayer(flags, 'max-bytes', 'LANGFUSE_CLI_MAX_BYTES'), Number.MAX_SAFE_INTEGER)
}

function readJq(flags: FlagValues): string | undefined {
  if (flags.jq === undefined) return undefined
  const other = ['columns', 'curl'].find((name) => flags[name])
  if (other) throw new CliError('usage', `--jq and --${other} exclude each other`)
  const format = flags.output
  if (format === undefined || format === 'json' || format === 'ndjson') return String(flags.jq)
  throw new CliError('usage', `--jq and --output ${format} exclude each other`, 'What jq makes is printed as it is.')
}

/** What decides about the output: typed flags, then variables. @throws CliError `usage` */
export function readOutputSettings(flags: FlagValues, env: Environment): OutputSettings {
  return {
    output: readOutput(flags, env),
    columns: readColumns(flags),
    jq: readJq(flags),
    maxBytes: readMaxBytes(flags, env),
    header: flags.header as boolean | undefined,
  }
}

import {Flags} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {LONGEST_TEXT, parseBytes} from '../input/bytes.js'
import {debugTopics, type Environment} from '../input/environment.js'
import type {FlagValues} from '../input/flags.js'
import {parseDuration, parseTimeout} from '../input/time.js'
import {OUTPUT_FORMATS, type OutputFormat, type OutputSettings} from '../output/format.js'
import {splitColumns} from '../output/path.js'
import {forbidsWrites} from './setting-variables.js'

const helpGroup = 'GLOBAL'

/** The flags that every command has. No env and no default: who set a value must stay known. A flag with a letter stands first, else oclif's help is out of line. */
export const sharedFlags = {
  output: Flags.string({char: 'o', summary: 'Form of the output', options: [...OUTPUT_FORMATS], helpGroup}),
  host: Flags.string({summary: 'Server: eu, us, jp, hipaa or a URL', helpValue: '<url>', helpGroup}),
  'public-key': Flags.string({summary: 'Public key', helpValue: '<key>', helpGroup}),
  'secret-key': Flags.string({
    summary: 'Secret key (shows in `ps`; better: env or profile)',
    helpValue: '<key>',
    helpGroup,
  }),
  profile: Flags.string({summary: 'Use the host and keys of a saved profile', helpValue: '<name>', helpGroup}),
  env: Flags.string({summary: 'Read the LANGFUSE_… variables from a file', helpValue: '<file>', helpGroup}),
  json: Flags.boolean({summary: 'The same as -o json', helpGroup}),
  columns: Flags.string({summary: 'These columns or dotted paths, in this order', helpValue: '<a,b.c>', helpGroup}),
  jq: Flags.string({
    summary: 'What a jq expression makes of each row, or of the answer',
    helpValue: '<expression>',
    helpGroup,
  }),
  'max-bytes': Flags.integer({
    summary: 'Cut the output at the last row that fits',
    min: 1,
    helpValue: '<number>',
    helpGroup,
  }),
  header: Flags.boolean({summary: 'With or without a line of headings', allowNo: true, helpGroup}),
  timeout: Flags.string({
    summary: 'Longest time for one request: 2m, 30s (default: 30s)',
    helpValue: '<time>',
    helpGroup,
  }),
  retries: Flags.integer({
    summary: 'Further tries after a failure (default: 4)',
    min: 0,
    max: 100,
    helpValue: '<number>',
    helpGroup,
  }),
  'max-wait': Flags.string({
    summary: 'Longest wait that a rate limit may ask for (default: 60s)',
    helpValue: '<time>',
    helpGroup,
  }),
  'ca-cert': Flags.string({summary: 'Trust the CAs in this PEM file too', helpValue: '<file>', helpGroup}),
  insecure: Flags.boolean({summary: 'Check no certificate: keys can be read on the way', helpGroup}),
  'read-only': Flags.boolean({summary: 'Refuse what writes or deletes', helpGroup}),
  curl: Flags.boolean({summary: 'Print the request as a curl command and send nothing', helpGroup}),
  quiet: Flags.boolean({char: 'q', summary: 'No notes on stderr', helpGroup}),
  verbose: Flags.boolean({summary: 'A line for each request on stderr', helpGroup}),
  color: Flags.boolean({summary: 'With or without colour', allowNo: true, helpGroup}),
  'api-version': Flags.string({summary: 'API version of the server', options: ['auto', '3', '4'], helpGroup}),
}

/** A file of CA certificates, and what named it. */
export interface CaFile {
  path: string
  from: string
}

/** What the shared flags and their variables say together. */
export interface Settings extends OutputSettings {
  timeoutMs: number
  retries: number
  maxWaitMs: number
  /** The most bytes of an answer, where somebody said. */
  maxAnswer?: number
  caFile: CaFile | undefined
  /** No certificate is checked. */
  insecure: boolean
  /** Nothing is sent that writes or deletes. */
  readOnly: boolean
  /** Headers and bodies go to stderr. */
  debug: boolean
  curl: boolean
  quiet: boolean
  verbose: boolean
  apiVersion: '3' | '4' | 'auto'
}

function typedOr(flags: FlagValues, name: string, env: Environment, variable: string): string | undefined {
  const typed = flags[name]
  if (typed !== undefined) return String(typed)
  return env[variable] || undefined
}

/** What a value is called where it comes from. */
function sayer(flags: FlagValues, name: string, variable: string): string {
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

function readRetries(flags: FlagValues, env: Environment): number {
  const text = typedOr(flags, 'retries', env, 'LANGFUSE_CLI_RETRIES') ?? '4'
  if (/^\d{1,2}$|^100$/.test(text)) return Number(text)
  throw new CliError(
    'usage',
    `${sayer(flags, 'retries', 'LANGFUSE_CLI_RETRIES')}: "${text}" is not a number from 0 to 100`,
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

function readDebug(env: Environment): boolean {
  const strange = debugTopics(env).find((topic) => topic !== 'api' && topic !== 'stack')
  if (strange === undefined) return debugTopics(env).includes('api')
  throw new CliError(
    'usage',
    `LANGFUSE_CLI_DEBUG: "${strange}" is not a valid value`,
    'Values: api, stack, or both with a comma.',
  )
}

function readCaFile(flags: FlagValues, env: Environment): CaFile | undefined {
  const path = typedOr(flags, 'ca-cert', env, 'LANGFUSE_CLI_CA_CERT')
  if (path === '') throw new CliError('usage', '--ca-cert is empty')
  return path === undefined ? undefined : {path, from: sayer(flags, 'ca-cert', 'LANGFUSE_CLI_CA_CERT')}
}

/** Typed flags, then variables, then defaults. */
export function readSettings(flags: FlagValues, env: Environment): Settings {
  const {LANGFUSE_CLI_MAX_ANSWER: answer} = env
  const apiVersion = typedOr(flags, 'api-version', env, 'LANGFUSE_CLI_API_VERSION') ?? 'auto'
  if (!['auto', '3', '4'].includes(apiVersion)) {
    throw new CliError('usage', `LANGFUSE_CLI_API_VERSION: "${apiVersion}" is not one of auto, 3, 4`)
  }
  return {
    output: readOutput(flags, env),
    columns: readColumns(flags),
    jq: readJq(flags),
    maxBytes: readMaxBytes(flags, env),
    ...(answer ? {maxAnswer: parseBytes(answer, 'LANGFUSE_CLI_MAX_ANSWER', LONGEST_TEXT)} : {}),
    header: flags.header as boolean | undefined,
    timeoutMs: parseTimeout(
      typedOr(flags, 'timeout', env, 'LANGFUSE_CLI_TIMEOUT') ?? '30',
      sayer(flags, 'timeout', 'LANGFUSE_CLI_TIMEOUT'),
    ),
    retries: readRetries(flags, env),
    maxWaitMs: parseDuration(
      typedOr(flags, 'max-wait', env, 'LANGFUSE_CLI_MAX_WAIT') ?? '60',
      sayer(flags, 'max-wait', 'LANGFUSE_CLI_MAX_WAIT'),
    ),
    caFile: readCaFile(flags, env),
    insecure: Boolean(flags.insecure),
    readOnly: Boolean(flags['read-only']) || forbidsWrites(env.LANGFUSE_CLI_READ_ONLY),
    debug: readDebug(env),
    curl: Boolean(flags.curl),
    quiet: Boolean(flags.quiet),
    verbose: Boolean(flags.verbose) || ['1', 'true'].includes(env.LANGFUSE_CLI_VERBOSE ?? ''),
    apiVersion: apiVersion as Settings['apiVersion'],
  }
}

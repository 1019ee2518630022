import {Flags} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {LONGEST_TEXT, parseBytes} from '../input/bytes.js'
import {debugTopics, type Environment, nonEmpty} from '../input/environment.js'
import type {FlagValues} from '../input/flags.js'
import {
  HEADERS_VARIABLE,
  type RequestHeader,
  strongestHeaders,
  typedHeaders,
  variableHeaders,
} from '../input/request-headers.js'
import {parseDuration, parseTimeout} from '../input/time.js'
import {OUTPUT_FORMATS, type OutputSettings} from '../output/format.js'
import {readOutputSettings, sayer, typedOr} from './output-settings.js'
import {forbidsWrites} from './setting-variables.js'

const helpGroup = 'GLOBAL'

/** The flags that every command has. No env and no default: who set a value must stay known. A flag with a letter stands first, else oclif's help is out of line. */
export const sharedFlags = {
  output: Flags.string({char: 'o', summary: 'Form of the output', options: [...OUTPUT_FORMATS], helpGroup}),
  'request-header': Flags.string({
    char: 'H',
    summary: 'Send this header with every request, e.g. for an access proxy (repeatable; shows in `ps`)',
    helpValue: '<name: value>',
    multiple: true,
    multipleNonGreedy: true,
    helpGroup,
  }),
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
  /** Of -H and the variable; those of a profile come with its host. */
  headers: RequestHeader[]
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

function readRetries(flags: FlagValues, env: Environment): number {
  const text = typedOr(flags, 'retries', env, 'LANGFUSE_CLI_RETRIES') ?? '4'
  if (/^\d{1,2}$|^100$/.test(text)) return Number(text)
  throw new CliError(
    'usage',
    `${sayer(flags, 'retries', 'LANGFUSE_CLI_RETRIES')}: "${text}" is not a number from 0 to 100`,
  )
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

function readHeaders(flags: FlagValues, env: Environment): RequestHeader[] {
  const json = nonEmpty(env[HEADERS_VARIABLE])
  const typed = typedHeaders((flags['request-header'] as string[] | undefined) ?? [])
  return strongestHeaders([...typed, ...(json === undefined ? [] : variableHeaders(json))])
}

/** Typed flags, then variables, then defaults. */
export function readSettings(flags: FlagValues, env: Environment): Settings {
  const {LANGFUSE_CLI_MAX_ANSWER: answer} = env
  const apiVersion = typedOr(flags, 'api-version', env, 'LANGFUSE_CLI_API_VERSION') ?? 'auto'
  if (!['auto', '3', '4'].includes(apiVersion)) {
    throw new CliError('usage', `LANGFUSE_CLI_API_VERSION: "${apiVersion}" is not one of auto, 3, 4`)
  }
  return {
    ...readOutputSettings(flags, env),
    headers: readHeaders(flags, env),
    ...(answer ? {maxAnswer: parseBytes(answer, 'LANGFUSE_CLI_MAX_ANSWER', LONGEST_TEXT)} : {}),
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

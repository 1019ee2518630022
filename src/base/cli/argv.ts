import {isUtf8} from 'node:buffer'
import {readFileSync} from 'node:fs'
import type {Command, Config} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import type {Environment} from '../input/environment.js'
import type {IOStreams} from '../input/io-streams.js'
import {sharedFlags} from '../settings/settings.js'

/** The streams and variables of this process. @param argv the words of the command line */
export function systemStreams(argv: string[]): IOStreams {
  const {stdin, stdout, stderr, env} = process
  return {stdin, stdout, stderr, env, argv}
}

/** Whether the bytes of the command line were text; false where the system does not show them. */
function cameAsText(): boolean {
  try {
    return isUtf8(readFileSync('/proc/self/cmdline'))
  } catch {
    return false
  }
}

/** Bytes that are not UTF-8 come as U+FFFD, and would be sent so. @throws CliError `usage` that names the flag */
export function assertText(argv: string[]): void {
  const index = argv.findIndex((word) => !word.isWellFormed() || word.includes('\uFFFD'))
  const word = argv[index]
  if (word === undefined || (word.isWellFormed() && cameAsText())) return
  const before = argv[index - 1]
  const name = /^--[^=]+(?==)/.exec(word)?.[0] ?? (before?.startsWith('-') ? before : 'An argument')
  throw new CliError('usage', `${name}: the value is not UTF-8 text`, 'Is it in another encoding, such as Latin-1?')
}

interface FlagShape {
  type: 'boolean' | 'option'
  char?: string
}

const LONG = Object.entries(sharedFlags) as [string, FlagShape][]

function sharedFlag(word: string): FlagShape | undefined {
  if (word.startsWith('--')) {
    const name = word.slice(2).split('=')[0] ?? ''
    return LONG.find(([long]) => long === name || name === `no-${long}`)?.[1]
  }
  return LONG.find(([, flag]) => flag.char !== undefined && word.startsWith(`-${flag.char}`))?.[1]
}

/** Moves shared flags from before the command to behind it, where oclif expects them. */
export function hoistFlags(argv: string[]): string[] {
  const before: string[] = []
  let rest = [...argv]
  for (let flag = sharedFlag(rest[0] ?? ''); rest[0]?.startsWith('-') && flag; flag = sharedFlag(rest[0] ?? '')) {
    const attached = rest[0].includes('=') || (!rest[0].startsWith('--') && rest[0].length > 2)
    const take = flag.type === 'option' && !attached ? 2 : 1
    before.push(...rest.slice(0, take))
    rest = rest.slice(take)
  }
  if (before.length === 0) return argv
  const end = rest.indexOf('--')
  return end < 0 ? [...rest, ...before] : [...rest.slice(0, end), ...before, ...rest.slice(end)]
}

/** Gives every command of the manifest the shared flags back, which it leaves out; help and suggestions want them. */
export function restoreSharedFlags(config: Config): void {
  const shared = Object.entries(sharedFlags).map(([name, flag]) => [name, {...(flag as object), name}])
  for (const command of config.commands) {
    command.flags = {...command.flags, ...(Object.fromEntries(shared) as Command.Cached['flags'])}
  }
}

function typedFormats(words: string[]): string[] {
  return words.flatMap((word, index) => {
    if (word === '--json') return ['json']
    if (word === '--output' || word === '-o') return words.slice(index + 1, index + 2)
    return /^(?:--output=|-o=?)(.+)$/.exec(word)?.slice(1) ?? []
  })
}

/** Whether a program reads the output: json or ndjson, typed anywhere on the line, or else set by the variable. */
export function wantsJson(argv: string[], env: Environment): boolean {
  const end = argv.indexOf('--')
  const typed = typedFormats(end < 0 ? argv : argv.slice(0, end))
  const formats = typed.length > 0 ? typed : [env.LANGFUSE_CLI_OUTPUT]
  return formats.some((format) => format === 'json' || format === 'ndjson')
}

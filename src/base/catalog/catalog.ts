import type {Command, Config} from '@oclif/core'
import type {Effect, Scope} from '../../api/operation/endpoint.js'
import {rateText} from '../../api/operation/rates.js'
import {REQUIRED} from '../command/describe.js'
import type {OperationInfo} from '../command/spec.js'

/** What a flag takes. */
export type FlagType = 'boolean' | 'enum' | 'json' | 'number' | 'text' | 'time'

/** A flag of a command. */
export interface CatalogFlag {
  name: string
  char?: string
  type: FlagType
  summary: string
  /** How its value looks: `<json|@file|->`. */
  value?: string
  enum?: string[]
  default?: string
  /** Whether it must be given; a field of a body may also stand in --body. */
  required: boolean
  repeatable: boolean
  /** Whether `--no-NAME` is there too. */
  negatable: boolean
}

/** One of the operations that a command asks. */
export interface CatalogOperation {
  method: string
  path: string
  scope: Scope
  /** The server version that alone has it. */
  serverVersion?: 3 | 4
  /** The first server version that has it. */
  since?: string
  plan?: string
  rate: string
}

/** What one needs to know of a command before calling it. */
export interface CatalogEntry {
  /** Its words, without the program: `datasets items list`. */
  command: string
  topic: string
  summary: string
  description: string
  /** What it does to data, on the server or, for `auth` and `profiles`, on this machine. */
  effect: Effect
  /** What a person would say who wants it. */
  phrases: string[]
  operations: CatalogOperation[]
  /** Which key pair it needs; another one for each operation that differs. */
  keys: Scope[]
  plans: string[]
  rates: string[]
  arguments: {name: string; summary: string; required: boolean; repeatable: boolean; enum?: string[]}[]
  flags: CatalogFlag[]
  examples: string[]
}

/** What the manifest has of a command. */
export type ManifestCommand = Pick<Command.Cached, 'args' | 'flags' | 'id'> & {
  description?: string | undefined
  effect?: Effect
  examples?: unknown[]
  operations?: OperationInfo[]
  phrases?: string[]
  summary?: string | undefined
}

const PROGRAM = 'langfuse'

function distinct<T>(values: (T | undefined)[]): T[] {
  return [...new Set(values.filter((value) => value !== undefined))]
}

/** The text of a command, with the program's name and its own in place. */
function filled(text: string, command: string): string {
  return text.replaceAll('<%= config.bin %>', PROGRAM).replaceAll('<%= command.id %>', command)
}

function typeOf({type, options, helpValue}: {type: string; options?: unknown; helpValue?: unknown}): FlagType {
  if (type === 'boolean') return 'boolean'
  if (Array.isArray(options)) return 'enum'
  const value = String(helpValue ?? '')
  if (value === '<number>') return 'number'
  if (value === '<time>') return 'time'
  return value.includes('json') ? 'json' : 'text'
}

/** A flag as the manifest, or the class of a command, has it. */
export function catalogFlag(name: string, flag: Command.Flag.Cached): CatalogFlag {
  const {
    char,
    summary = '',
    options,
    helpValue,
    required,
    allowNo,
  } = flag as Command.Flag.Cached & {
    allowNo?: boolean
    helpValue?: string
    options?: string[]
  }
  const standard = /\(default: ([\w.+-]+)\)/.exec(summary)?.[1]
  return {
    name,
    ...(char ? {char} : {}),
    type: typeOf({...flag, options, helpValue}),
    summary: summary.replace(REQUIRED, ''),
    ...(helpValue ? {value: helpValue} : {}),
    ...(options ? {enum: [...options]} : {}),
    ...(standard ? {default: standard} : {}),
    required: Boolean(required) || summary.startsWith(REQUIRED),
    repeatable: Boolean((flag as {multiple?: boolean}).multiple),
    negatable: Boolean(allowNo),
  }
}

function toOperation({
  method,
  path,
  scope,
  serverVersion,
  limits: {rate, plan, since},
}: OperationInfo): CatalogOperation {
  return {
    method,
    path,
    scope,
    ...(serverVersion ? {serverVersion} : {}),
    ...(since ? {since} : {}),
    ...(plan ? {plan} : {}),
    rate: rateText(rate),
  }
}

/** A command of the manifest as an entry, without the flags that all commands have. */
export function toEntry(command: ManifestCommand): CatalogEntry {
  const {id, summary = '', description = '', effect = 'read', phrases = [], args, flags} = command
  const line = id.replaceAll(':', ' ')
  const operations = (command.operations ?? []).map(toOperation)
  const shown = Object.entries(flags).filter(([, {hidden, helpGroup}]) => !hidden && helpGroup !== 'GLOBAL')
  return {
    command: line,
    topic: line.includes(' ') ? line.slice(0, line.lastIndexOf(' ')) : line,
    summary,
    description: filled(description, line),
    effect,
    phrases,
    operations,
    keys: distinct(operations.map(({scope}) => scope)),
    plans: distinct(operations.map(({plan}) => plan)),
    rates: distinct(operations.map(({rate}) => rate)),
    arguments: Object.entries(args).map(([name, {description: help = '', required, options, ...arg}]) => ({
      name,
      summary: help,
      required: Boolean(required),
      repeatable: Boolean((arg as {multiple?: boolean}).multiple),
      ...(options ? {enum: [...options]} : {}),
    })),
    flags: shown.map(([name, flag]) => catalogFlag(name, flag)),
    examples: (command.examples ?? []).map((example) => filled(String(example), line)),
  }
}

/** Every command, by its words in the order of the alphabet. */
export function catalogOf({commands}: Pick<Config, 'commands'>): CatalogEntry[] {
  const visible = commands.filter(({hidden}) => !hidden)
  return visible.map((command) => toEntry(command as ManifestCommand)).sort((a, b) => (a.command < b.command ? -1 : 1))
}

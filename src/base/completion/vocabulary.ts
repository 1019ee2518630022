import type {Command, Config} from '@oclif/core'
import {sharedFlags} from '../settings/settings.js'

/** The names under which the program is installed. */
export const NAMES = ['langfuse', 'langfusectl']

/**
 * One word that can be completed. `word` is a topic or verb (`list`), a flag (`--all`), a flag with a value
 * (`--name=`), or an argument (`=`). Behind the `=` are the possible values: words with commas between them,
 * `@file`, `@profile`, or nothing for any text.
 */
export interface Entry {
  word: string
  /** What it is for, in one line. */
  text: string
}

/** What may follow some words; arguments are in their order. */
export interface Point {
  /** The words so far, with spaces: `prompts list`. Empty at the beginning. */
  path: string
  /** Whether the shared flags may follow too. */
  shared: boolean
  entries: Entry[]
}

/** Everything that can be completed. */
export interface Vocabulary {
  shared: Entry[]
  points: Point[]
}

type Arg = Command.Arg.Cached
type Flag = Command.Flag.Cached

const LONGEST = 60

/** A short line in ASCII punctuation, for every terminal and encoding. */
function short(text = ''): string {
  const plain = text.replaceAll('…', '...').replaceAll(/\s+/g, ' ').trim()
  if (plain.length <= LONGEST) return plain
  return `${plain.slice(0, LONGEST - 3).replace(/[\s,;:]*\S*$/, '')}...`
}

function kind(placeholder = ''): string {
  return /^<?(file|folder)\b/.test(placeholder) ? '@file' : ''
}

function flagValue(name: string, flag: Flag): string {
  if (flag.type === 'boolean') return ''
  if (name === 'profile') return '=@profile'
  return `=${flag.options?.join(',') ?? kind(flag.helpValue as string | undefined)}`
}

function flagEntries([name, flag]: [string, Flag]): Entry[] {
  if (flag.hidden) return []
  const names = [`--${name}`, ...(flag.type === 'boolean' && flag.allowNo ? [`--no-${name}`] : [])]
  const letters = flag.char ? [`-${flag.char}`] : []
  const text = short(flag.summary ?? flag.description)
  return [...names, ...letters].map((option) => ({word: `${option}${flagValue(name, flag)}`, text}))
}

function argEntry(id: string, {name, options, description}: Arg): Entry {
  const profile = id.startsWith('profiles:') && name === 'name' ? '@profile' : undefined
  return {word: `=${profile ?? options?.join(',') ?? kind(name)}`, text: short(description)}
}

/** What may follow a command, with the commands below it. */
function commandPoint({id, args, flags, strict}: Command.Cached, texts: Map<string, string>): Point {
  const taken = strict === false ? [] : Object.values(args)
  const own = Object.entries(flags).filter(([name]) => !(name in sharedFlags))
  const path = id.replaceAll(':', ' ')
  const entries = [...below(path, texts), ...taken.map((arg) => argEntry(id, arg)), ...own.flatMap(flagEntries)]
  return {path, shared: true, entries}
}

/** The topics and commands directly below a path. */
function below(path: string, texts: Map<string, string>): Entry[] {
  const head = path === '' ? '' : `${path} `
  return [...texts].flatMap(([line, text]) => {
    const word = line.slice(head.length)
    return line.startsWith(head) && word !== '' && !word.includes(' ') ? {word, text: short(text)} : []
  })
}

/** The words of the program: all that the manifest shows, and the shared flags. */
export function vocabularyOf({commands, topics}: Pick<Config, 'commands' | 'topics'>): Vocabulary {
  const visible = commands.filter(({hidden}) => !hidden)
  const filled = topics.filter(({name}) => visible.some(({id}) => id.startsWith(`${name}:`)))
  const named: [string, string][] = [
    ...filled.map(({name, description = ''}): [string, string] => [name, description]),
    ...visible.map(({id, summary = ''}): [string, string] => [id, summary]),
  ]
  const sorted = named.sort(([a], [b]) => (a < b ? -1 : 1))
  const texts = new Map(sorted.map(([id, text]) => [id.replaceAll(':', ' '), text]))
  const help = {word: '--help', text: 'Show help'}
  const version = {word: '--version', text: 'Show the version'}
  const bare = filled.filter(({name}) => visible.every(({id}) => id !== name))
  const topicPoints = bare.map(({name}) => {
    const path = name.replaceAll(':', ' ')
    return {path, shared: false, entries: [...below(path, texts), help]}
  })
  const root = {path: '', shared: true, entries: [...below('', texts), version]}
  const shared = Object.entries(sharedFlags) as unknown as [string, Flag][]
  return {
    shared: [...shared.flatMap(flagEntries), help],
    points: [root, ...topicPoints, ...visible.map((command) => commandPoint(command, texts))].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    ),
  }
}

/** An entry as a line of a table: the word, and its text behind the first space. */
export function line({word, text}: Entry): string {
  return `${word} ${text}`
}

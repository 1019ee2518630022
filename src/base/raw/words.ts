import type {Command, Config} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import {isAddress, methodOf} from '../../api/http/raw-address.js'
import {wantsJson} from '../cli/argv.js'
import {ourWords} from '../cli/did-you-mean.js'
import {RENAMED} from '../input/fields.js'
import {sharedFlags} from '../settings/settings.js'

/** Actions of the vendor's program that no rule turns into ours, by its resource without `legacy-` and the like. */
const ACTIONS: Record<string, string> = {
  'blob-storage-integrations get-blob-storage-integration-status': 'blob-storage status',
  'health get': 'health',
  'integrations get-blob-storage-integration-status': 'blob-storage status',
  'media get-upload-url': 'media upload-url',
  'metrics get': 'metrics query',
  'metrics metrics': 'metrics query',
  'models upsert': 'models update',
  'observations get-many': 'observations list',
  'opentelemetry export-traces': 'ingest otel',
  'otel export-traces': 'ingest otel',
}

/** Words after `api` that show the vendor's own help or data. */
const ABOUT = ['schema', '__schema', 'versions']

/** Flags of the vendor's program that are called otherwise here. */
const FLAGS: Record<string, string> = {
  'body-json': 'body',
  count: 'page-size',
  ...Object.fromEntries(Object.entries(RENAMED).map(([name, flag]) => [kebab(name), flag])),
}

function kebab(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

function found(config: Config, words: string[]): string | undefined {
  return config.findCommand(words.join(':')) ? words.join(' ') : undefined
}

/** `list-api-keys` of `orgs` as `orgs keys list`: verb last, what it is about before it. */
function byRule(config: Config, topic: string[], action: string): string | undefined {
  const [verb = '', ...about] = action.split('-')
  const [ours = verb] = ourWords(['', verb]).slice(1)
  const noun = about.join('-').replace(/^api-/, '')
  const own = topic.at(-1) ?? ''
  if (noun === '' || noun === own || `${noun}s` === own) return found(config, [...topic, ours])
  return found(config, [...topic, noun, ours]) ?? found(config, [...topic, `${noun}s`, ours])
}

/** Our command for a resource and an action of the vendor's program, in our words; undefined where there is none. */
export function ourCommand(config: Config, resource: string, action: string): string | undefined {
  const bare = resource.replace(/^(?:legacy|unstable)-/, '').replace(/-v\d+$/, '')
  const special = ACTIONS[`${bare} ${action}`]
  if (special) return special
  const topic = ourWords([bare])
  return found(config, [...topic, action]) ?? byRule(config, topic, action)
}

function visible(config: Config): string[] {
  return config.commands.filter(({hidden}) => !hidden).map(({id}) => id.replaceAll(':', ' '))
}

/** What to say of words after `api` that are no path and no operation. */
export function unknownOperation(config: Config, words: string[]): CliError {
  const typed = words.filter((word) => word !== '')
  const line = typed.join(' ')
  const [resource = ''] = typed
  const topic = ourWords([resource]).join(' ')
  const below = visible(config).filter((command) => command.startsWith(`${topic} `))
  const meant = nearest(ourWords(typed).join(' '), below.length > 0 ? below : visible(config))
  const hints = [
    meant ? `Did you mean \`langfuse ${meant}\`?` : '',
    `\`langfuse reference ${line}\` looks for it; a path begins with "/".`,
  ]
  return new CliError('usage', `"${line}" is no path and no operation`, hints.filter(Boolean).join(' '))
}

function flagOf(word: string): {name: string; value: string | undefined} | undefined {
  const [, name, value] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? []
  return name === undefined ? undefined : {name, value}
}

function isKnown({flags}: Pick<Command.Loadable, 'flags'>, name: string): boolean {
  const all = {...sharedFlags, ...flags} as Record<string, {hidden?: boolean}>
  const flag = all[name] ?? all[name.replace(/^no-/, '')]
  return flag !== undefined && !flag.hidden
}

/** The flags of the vendor's program as ours. @throws CliError `usage` for one that the command has not */
function ourFlags(command: Command.Loadable, line: string, rest: string[]): string[] {
  const end = rest.includes('--') ? rest.indexOf('--') : rest.length
  const typed = rest.slice(0, end).flatMap((word) => flagOf(word)?.name ?? [])
  const [all, paged] = [typed.includes('all'), typed.includes('page')]
  const capped = typed.includes('max-items')
  const words: string[] = []
  for (let at = 0; at < end; at++) {
    const word = rest[at] ?? ''
    const flag = flagOf(word)
    if (!flag || (flag.name === 'all' && capped)) {
      if (!flag) words.push(word)
      continue
    }
    const given = flag.value ?? rest[at + 1] ?? ''
    const take = () => {
      if (flag.value === undefined) at += 1
      return given
    }
    if (flag.name === 'body-file') words.push('--body', fromFile(take()))
    else if (flag.name === 'max-items') words.push('--limit', take())
    else if (flag.name === 'limit' && (all || capped)) words.push('--page-size', take())
    else if (flag.name === 'limit' && paged) words.push('--limit', given, '--page-size', take())
    else words.push(`--${ourFlag(command, line, flag.name)}${flag.value === undefined ? '' : `=${flag.value}`}`)
  }
  return [...words, ...rest.slice(end)]
}

function fromFile(file: string): string {
  return file === '-' ? '-' : `@${file}`
}

function ourFlag(command: Command.Loadable, line: string, name: string): string {
  if (isKnown(command, name)) return name
  const other = FLAGS[name]
  if (other && isKnown(command, other)) return other
  const own = Object.keys(command.flags).filter((flag) => isKnown(command, flag))
  const meant = nearest(name, own)
  throw new CliError(
    'usage',
    `\`langfuse ${line}\`, which this is here, has no --${name}`,
    `${meant ? `Did you mean --${meant}? ` : ''}See \`langfuse ${line} --help\`.`,
  )
}

/** A line in the vendor's grammar as ours. */
export interface Translation {
  argv: string[]
  /** What to say of it; undefined for help, and where stderr is for a program to read. */
  note: string | undefined
}

/**
 * `api RESOURCE ACTION …`, as the vendor's program has it, as the command of ours that asks the same; undefined for what
 * begins with a path or a method.
 * @param words what follows `api`
 * @throws CliError `usage` for words that nobody knows, and for flags that our command has not
 */
export function translateWords(config: Config, words: string[]): Translation | undefined {
  if (isAddress(words[0] ?? '') || methodOf(words[0])) return undefined
  const asked = words[0] === 'help' ? [...words.slice(1), '--help'] : words
  const [resource = '', action = '', ...rest] = asked
  if (resource === '--help') return {argv: ['api', '--help'], note: undefined}
  const help = asked.some((word) => word === '--help' || word === '-h')
  if (ABOUT.includes(resource)) {
    throw new CliError(
      'usage',
      `\`langfuse api ${resource}\` is of another program`,
      '`langfuse commands -o json` has every command as data, `langfuse reference` every path.',
    )
  }
  if (action === '' || action.startsWith('-')) {
    const topic = ourWords([resource])
    if (help && config.findTopic(topic.join(':'))) return {argv: [...topic, '--help'], note: undefined}
    throw unknownOperation(config, [resource])
  }
  const line = ourCommand(config, resource, action)
  const command = line && config.findCommand(line.replaceAll(' ', ':'))
  if (!command) throw unknownOperation(config, [resource, action])
  if (help) return {argv: [...line.split(' '), '--help'], note: undefined}
  return {
    argv: [...line.split(' '), ...ourFlags(command, line, rest)],
    note: wantsJson(rest, {})
      ? undefined
      : `\`api ${resource} ${action}\` is \`langfuse ${line}\` here. \`langfuse api PATH\` has the answer as the server sends it.`,
  }
}

import type {Config} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import {wantsJson} from '../cli/argv.js'
import {ourWords, visibleIds} from '../cli/did-you-mean.js'
import {flagNames} from '../cli/parse-errors.js'
import {RENAMED} from '../input/fields.js'
import {isAddress, methodOf} from './address.js'

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
const FLAGS = new Map([
  ['body-json', 'body'],
  ['count', 'page-size'],
  ...Object.entries(RENAMED).map(([name, flag]): [string, string] => [kebab(name), flag]),
])

const FLAG = /^--([^=]+)(?:=([\s\S]*))?$/

function kebab(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

/**
 * Our command for a resource and an action of the vendor's program, in our words; undefined where there is none.
 * `list-api-keys` of `orgs` is `orgs keys list`: verb last, what it is about before it.
 */
export function ourCommand(config: Config, resource: string, action: string): string | undefined {
  const bare = resource.replace(/^(?:legacy|unstable)-/, '').replace(/-v\d+$/, '')
  const special = ACTIONS[`${bare} ${action}`]
  if (special) return special
  const topic = ourWords([bare])
  const [verb = '', ...about] = action.split('-')
  const [, ours = verb] = ourWords(['', verb])
  const noun = about.join('-').replace(/^api-/, '')
  const isTopic = ['', topic.at(-1)].includes(noun) || `${noun}s` === topic.at(-1)
  const candidates = [action, ...(isTopic ? [ours] : [`${noun}:${ours}`, `${noun}s:${ours}`])]
  const ids = candidates.map((words) => [...topic, words].join(':'))
  return ids.find((id) => config.findCommand(id))?.replaceAll(':', ' ')
}

/** What to say of words after `api` that are no path and no operation. */
export function unknownOperation(config: Config, typed: string[]): CliError {
  const words = typed.filter((word) => word !== '')
  const line = words.join(' ')
  const topic = ourWords(words.slice(0, 1)).join(' ')
  const all = visibleIds(config)
  const below = all.filter((command) => command.startsWith(`${topic} `))
  const meant = nearest(ourWords(words).join(' '), below.length > 0 ? below : all)
  const guess = meant ? `Did you mean \`langfuse ${meant}\`? ` : ''
  const hint = `${guess}\`langfuse reference ${line}\` looks for it; a path begins with "/".`
  return new CliError('usage', `"${line}" is no path and no operation`, hint)
}

function ourFlag(known: string[], line: string, name: string): string {
  const ours = [`--${name}`, `--${FLAGS.get(name) ?? name}`].find((flag) => known.includes(flag))
  if (ours !== undefined) return ours
  const meant = nearest(`--${name}`, known)
  throw new CliError(
    'usage',
    `\`langfuse ${line}\`, which this is here, has no --${name}`,
    `${meant ? `Did you mean ${meant}? ` : ''}See \`langfuse ${line} --help\`.`,
  )
}

/** Flags of the vendor's program whose value goes to others of ours; what they mean depends on those beside them. */
function movedValues(names: string[]): Map<string, string[]> {
  const moved = new Map([
    ['body-file', ['body']],
    ['max-items', ['limit']],
  ])
  if (names.includes('all') || names.includes('max-items')) return moved.set('limit', ['page-size'])
  return names.includes('page') ? moved.set('limit', ['limit', 'page-size']) : moved
}

/** The flags of the vendor's program as ours. @throws CliError `usage` for one that the command has not */
function ourFlags(config: Config, line: string, rest: string[]): string[] {
  const end = rest.includes('--') ? rest.indexOf('--') : rest.length
  const typed = rest.slice(0, end)
  const names = typed.flatMap((word) => FLAG.exec(word)?.[1] ?? [])
  const moved = movedValues(names)
  const known = flagNames(config, line.replaceAll(' ', ':'))
  const words: string[] = []
  for (let index = 0; index < end; index++) {
    const word = typed[index] ?? ''
    const [, name, attached] = FLAG.exec(word) ?? []
    const targets = moved.get(name ?? '')
    if (name === undefined) words.push(word)
    else if (targets) {
      const value = attached ?? typed[++index] ?? ''
      const given = name === 'body-file' && value !== '-' ? `@${value}` : value
      words.push(...targets.flatMap((flag) => [`--${flag}`, given]))
    } else if (name !== 'all' || !names.includes('max-items')) {
      words.push(`${ourFlag(known, line, name)}${attached === undefined ? '' : `=${attached}`}`)
    }
  }
  return [...words, ...rest.slice(end)]
}

/**
 * `api RESOURCE ACTION …`, as the vendor's program has it, as the command of ours that asks the same; undefined for what
 * begins with a path or a method. `note` is what to say of it: nothing of help, and where stderr is for a program to read.
 * @param words what follows `api`
 * @throws CliError `usage` for words that nobody knows, and for flags that our command has not
 */
export function translateVendorLine(config: Config, words: string[]): {argv: string[]; note?: string} | undefined {
  if (isAddress(words[0] ?? '') || methodOf(words[0])) return undefined
  const asked = words[0] === 'help' ? [...words.slice(1), '--help'] : words
  const [resource = '', action = '', ...rest] = asked
  if (resource === '--help') return {argv: ['api', '--help']}
  if (ABOUT.includes(resource)) {
    throw new CliError(
      'usage',
      `\`langfuse api ${resource}\` is of another program`,
      '`langfuse commands -o json` has every command as data, `langfuse reference` every path.',
    )
  }
  const help = asked.some((word) => word === '--help' || word === '-h')
  if (action === '' || action.startsWith('-')) {
    const topic = ourWords([resource])
    if (help && config.findTopic(topic.join(':'))) return {argv: [...topic, '--help']}
    throw unknownOperation(config, [resource])
  }
  const line = ourCommand(config, resource, action)
  if (line === undefined) throw unknownOperation(config, [resource, action])
  const ours = line.split(' ')
  if (help) return {argv: [...ours, '--help']}
  const argv = [...ours, ...ourFlags(config, line, rest)]
  if (wantsJson(rest, {})) return {argv}
  const note = `\`api ${resource} ${action}\` is \`langfuse ${line}\` here.`
  return {argv, note: `${note} \`langfuse api PATH\` has the answer as the server sends it.`}
}

import type {Config} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import {own} from '../../api/json/object.js'
import {HELP_PAGES} from './help-pages.js'

/** Topics as the API and the vendor's program name them, and ours. */
export const OTHER_WORDS: Record<string, string> = {
  'annotation-queue-items': 'queues items',
  'annotation-queues': 'queues',
  'blob-storage-integrations': 'blob-storage',
  comment: 'comments',
  'dashboard-widgets': 'dashboards widgets',
  dataset: 'datasets',
  'dataset-item': 'datasets items',
  'dataset-items': 'datasets items',
  'dataset-run-items': 'datasets run-items',
  'dataset-runs': 'datasets runs',
  'experiment-items': 'experiments items',
  ingestion: 'ingest',
  integrations: 'blob-storage',
  login: 'auth login',
  logout: 'auth logout',
  memberships: 'orgs memberships',
  model: 'models',
  observation: 'observations',
  organization: 'orgs',
  organizations: 'orgs',
  otel: 'ingest otel',
  profile: 'profiles',
  project: 'projects',
  prompt: 'prompts',
  'prompt-version': 'prompts versions',
  queue: 'queues',
  score: 'scores',
  'score-configs': 'scores configs',
  session: 'sessions',
  trace: 'traces',
  whoami: 'auth status',
  widgets: 'dashboards widgets',
}

const OTHER_VERBS: Record<string, string> = {
  add: 'create',
  ls: 'list',
  new: 'create',
  rm: 'delete',
  remove: 'delete',
  show: 'get',
}

function spaced(id: string): string {
  return id.replaceAll(':', ' ')
}

/** The commands that help shows, as words with spaces. */
export function visibleIds(config: Config): string[] {
  return config.commands.filter((command) => !command.hidden).map((command) => spaced(command.id))
}

/** The words of a command line, with topics and verbs of other programs replaced by ours. */
export function ourWords(words: string[]): string[] {
  const [first = '', ...rest] = words
  const topic = (own(OTHER_WORDS, first) ?? first).split(' ')
  return [...topic, ...rest.map((word) => own(OTHER_VERBS, word) ?? word)]
}

function longestHead(words: string[], find: (head: string, length: number) => string | undefined): string | undefined {
  for (let length = words.length; length > 0; length--) {
    const found = find(words.slice(0, length).join(' '), length)
    if (found) return found
  }
  return undefined
}

function suggestion(config: Config, words: string[]): string | undefined {
  const names = [...visibleIds(config), ...config.topics.map((topic) => spaced(topic.name))]
  const known = longestHead(ourWords(words), (head) => (names.includes(head) ? head : undefined))
  const similar = longestHead(words, (head, length) => {
    const alike = (word: string, index: number) => word === words[index] || nearest(words[index] ?? '', [word])
    return nearest(
      head,
      names.filter((name) => name.split(' ').length === length && name.split(' ').every(alike)),
    )
  })
  const [word = ''] = words
  if (words.length === 1 && Object.hasOwn(HELP_PAGES, word)) return `help ${word}`
  const page = words.length === 1 ? nearest(word, Object.keys(HELP_PAGES)) : undefined
  return known?.includes(' ') ? known : (similar ?? known ?? (page && `help ${page}`))
}

/** Message and hint for a line that begins with no command. */
function unknownWords(config: Config, id: string, rest: string[]): [string, string] | undefined {
  if (id === 'version') return ['Unknown command "version"', 'Did you mean `langfuse --version`?']
  if (/^-v$/i.test(id)) return [`Unknown flag ${id} before a command`, 'Did you mean `langfuse --version`?']
  if (id.startsWith('-')) {
    const hint = 'Flags of a command stand behind it. `langfuse --help` shows the commands.'
    return [`Unknown flag ${id} before a command`, hint]
  }
  const topic = config.findTopic(id)
  if (topic) {
    const name = spaced(topic.name)
    if (rest.length === 0) return undefined
    return [`${name} is a topic, not a command`, `\`langfuse ${name} --help\` shows its commands.`]
  }
  const words = id.split(':')
  for (let length = words.length - 1; length > 0; length--) {
    const command = config.findCommand(words.slice(0, length).join(':'))
    if (!command) continue
    const name = spaced(command.id)
    return [`${name} takes no argument "${words.slice(length).join(' ')}"`, `See \`langfuse ${name} --help\`.`]
  }
  const meant = suggestion(config, words)
  const hint = meant ? `Did you mean \`langfuse ${meant}\`?` : '`langfuse --help` shows the commands.'
  return [`Unknown command "${spaced(id)}"`, hint]
}

/**
 * The error for a line that begins with no command; undefined for a bare topic, which shows its help.
 * @param id the words up to the first flag, joined with ":"
 * @param rest what follows them
 */
export function unknownCommand(config: Config, id: string, rest: string[]): CliError | undefined {
  const problem = unknownWords(config, id, rest)
  return problem && new CliError('usage', ...problem)
}

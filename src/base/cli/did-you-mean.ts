import type {Config} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {nearest} from '../../api/errors/nearest.js'
import {HELP_PAGES} from './help-pages.js'

/** What the API and the vendor's program call things, and what we do. */
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

/** Words of a command line in the way that we say them: topics and verbs of others become ours. */
export function ourWords(words: string[]): string[] {
  const [first = '', ...rest] = words
  const topic = (OTHER_WORDS[first] ?? first).split(' ')
  return [...topic, ...rest.map((word) => OTHER_VERBS[word] ?? word)]
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

/**
 * What is wrong with a line whose first words are no command; undefined for a bare topic, which shows its help.
 * @param id the words up to the first flag, joined with ":"
 * @param rest what follows them
 */
export function unknownCommand(config: Config, id: string, rest: string[]): CliError | undefined {
  if (id.startsWith('-')) {
    return new CliError(
      'usage',
      `Unknown flag ${id} before a command`,
      /^-v$/i.test(id)
        ? 'Did you mean `langfuse --version`?'
        : 'Flags of a command stand behind it. `langfuse --help` shows the commands.',
    )
  }
  if (config.findTopic(id)) {
    if (rest.length === 0) return undefined
    const {name} = config.findTopic(id) as {name: string}
    return new CliError(
      'usage',
      `${spaced(name)} is a topic, not a command`,
      `\`langfuse ${spaced(name)} --help\` shows its commands.`,
    )
  }
  const words = id.split(':')
  if (id === 'version') return new CliError('usage', 'Unknown command "version"', 'Did you mean `langfuse --version`?')
  for (let length = words.length - 1; length > 0; length--) {
    const command = config.findCommand(words.slice(0, length).join(':'))
    if (command) {
      const extra = words.slice(length).join(' ')
      return new CliError(
        'usage',
        `${spaced(command.id)} takes no argument "${extra}"`,
        `See \`langfuse ${spaced(command.id)} --help\`.`,
      )
    }
  }
  const meant = suggestion(config, words)
  const hint = meant ? `Did you mean \`langfuse ${meant}\`?` : '`langfuse --help` shows the commands.'
  return new CliError('usage', `Unknown command "${spaced(id)}"`, hint)
}

import {Help} from '@oclif/core'
import {HELP_PAGES, helpPage} from './base/help-pages.js'

/** The topics of `langfuse --help`, and the commands beside them, by what people come for. */
export const GROUPS: Record<string, string[]> = {
  Everyday: [
    'traces',
    'sessions',
    'observations',
    'scores',
    'metrics',
    'prompts',
    'datasets',
    'experiments',
    'models',
    'media',
    'comments',
  ],
  Evaluation: ['queues', 'evaluators', 'evaluation-rules', 'dashboards'],
  Administration: ['projects', 'orgs', 'scim', 'admin', 'llm-connections', 'blob-storage'],
  'Setup and scripting': [
    'auth',
    'profiles',
    'api',
    'reference',
    'commands',
    'skill',
    'open',
    'ingest',
    'feedback',
    'completion',
    'health',
    'doctor',
    'help',
  ],
}

/** Where a topic is shown that no group names. A test keeps it empty. */
export const OTHER = 'Other'

interface Entry {
  name: string
  text: string
}

/** Entries under their headings, in the order of the groups; headings without entries are left out. */
export function grouped(entries: Entry[]): [string, Entry[]][] {
  const named = new Set(Object.values(GROUPS).flat())
  const groups: [string, Entry[]][] = Object.entries(GROUPS).map(([heading, names]) => [
    heading,
    names.flatMap((name) => entries.find((entry) => entry.name === name) ?? []),
  ])
  const rest = entries.filter(({name}) => !named.has(name))
  return [...groups, [OTHER, rest] satisfies [string, Entry[]]].filter(([, found]) => found.length > 0)
}

/** oclif's help, but for the first page (topics and single commands in groups, one line each) and the pages about no command. */
export default class GroupedHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    const page = helpPage(argv)
    if (page === undefined) return super.showHelp(argv)
    this.log(page)
  }

  protected override async showRootHelp(): Promise<void> {
    this.log(`Usage: ${this.config.bin} COMMAND [FLAGS]\n`)
    for (const [heading, entries] of grouped(this.rootEntries())) this.log(`${this.group(heading, entries)}\n`)
    this.log(`Help pages: ${Object.keys(HELP_PAGES).join(', ')}`)
  }

  private rootEntries(): Entry[] {
    const filled = this.sortedTopics.filter(({name}) => this.config.commandIDs.some((id) => id.startsWith(`${name}:`)))
    const topics = filled.map(({name, description}) => ({name, text: description ?? ''}))
    const commands = this.sortedCommands.map((command) => ({name: command.id, text: this.summary(command) ?? ''}))
    return [...topics, ...commands].filter(({name}) => name !== '' && !name.includes(':'))
  }

  private group(heading: string, entries: Entry[]): string {
    const longest = Math.max(...Object.values(GROUPS).flatMap((names) => names.map((name) => name.length)))
    const lines = entries.map(({name, text}) => `${name.padEnd(longest)}  ${text}`)
    return this.section(heading.toUpperCase(), lines.join('\n'))
  }
}

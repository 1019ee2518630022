import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Scope} from '../src/api/operation/endpoint.js'
import {rateText} from '../src/api/operation/rates.js'
import {grouped} from '../src/base/cli/groups.js'
import type {OperationInfo} from '../src/base/command/spec.js'
import {sharedFlags} from '../src/base/settings/settings.js'

interface Flag {
  type: string
  char?: string
  summary?: string
  description?: string
  helpValue?: string
  helpGroup?: string
  options?: readonly string[]
  allowNo?: boolean
  multiple?: boolean
  required?: boolean
  hidden?: boolean
}

interface Command {
  id: string
  summary?: string
  description?: string
  args: Record<string, {name: string; description?: string; required?: boolean}>
  flags: Record<string, Flag>
  examples?: string[]
  operations?: OperationInfo[]
  hidden?: boolean
}

const ROOT = join(import.meta.dirname, '..')

const KEYS: Record<Scope, string> = {
  none: 'no key',
  project: 'project keys',
  organization: 'organization keys',
  admin: 'the admin key',
}

const INTRODUCTION = `# Commands

Generated from the manifest by \`npm run docs\`; do not edit. \`langfuse COMMAND --help\` says the same.

What a command needs stands under it: its operation; the kind of key; plan or licence; the first server version and the
server version that has it, where not all do; and how often it may be called. Rates hold on Langfuse Cloud only: self-hosted servers have none.`

const PAGING = `Lists take \`--limit\` (rows in all, 50 unless said) or \`--all\`, and \`--page-size\`. Those with pages begin at \`--page\`, those with cursors at
\`--cursor\`. Each list says below which of them it has.`

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T
}

function spaced(id: string): string {
  return id.replaceAll(':', ' ')
}

function escaped(text: string): string {
  return text.replaceAll('<', '\\<')
}

/** The text of a command, with the program's name and its own in place. */
function filled(text: string, line: string): string {
  return text.replaceAll('<%= config.bin %>', 'langfuse').replaceAll('<%= command.id %>', line)
}

function flagLine([name, flag]: [string, Flag]): string {
  const {char, type, allowNo, helpValue, options, required, summary, description} = flag
  const value = type === 'boolean' ? '' : ` ${helpValue ?? '<option>'}`
  const members = options && !helpValue ? `: ${options.map((option) => `\`${option}\``).join(', ')}` : ''
  const long = `--${allowNo ? '[no-]' : ''}${name}${value}`
  const typed = char ? `-${char}, ${long}` : long
  return `- \`${typed}\`: ${escaped(summary ?? description ?? '')}${members}${required ? ' (required)' : ''}`
}

function usage({id, args, flags}: Command): string {
  const places = Object.values(args).map(({name, required}) =>
    required ? name.toUpperCase() : `[${name.toUpperCase()}]`,
  )
  const needed = Object.entries(flags).filter(([, {required}]) => required)
  const typed = needed.map(([name, {helpValue}]) => `--${name} ${helpValue ?? '<option>'}`)
  return ['langfuse', spaced(id), ...places, ...typed, '[FLAGS]'].join(' ')
}

function needs({method, path, scope, limits, serverVersion}: OperationInfo): string {
  const parts = [
    `\`${method} ${path}\``,
    KEYS[scope],
    ...(limits.plan ? [limits.plan] : []),
    ...(limits.since ? [`server ${limits.since} or newer`] : []),
    ...(serverVersion ? [`server version ${serverVersion} only`] : []),
    `rate ${rateText(limits.rate)}`,
  ]
  return `- ${escaped(parts.join('; '))}`
}

/** Paragraphs of the description, but the one that says what the command needs: that is told from its operations. */
function paragraphs({id, description = ''}: Command): string[] {
  const all = filled(description, spaced(id)).split('\n\n')
  return all.filter((text) => text !== '' && !/^Needs .*\. Rate: /.test(text)).map(escaped)
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`${title}\n\n${lines.join('\n')}`]
}

function commandDoc(command: Command): string {
  const {id, summary = '', args, flags, examples = [], operations = []} = command
  const line = spaced(id)
  const shown = Object.entries(flags).filter(([, {hidden}]) => !hidden)
  const own = shown.filter(([, {helpGroup}]) => helpGroup !== 'PAGING')
  const paging = shown.filter(([, {helpGroup}]) => helpGroup === 'PAGING').map(([name]) => `\`--${name}\``)
  return [
    `### ${line}`,
    `${escaped(filled(summary, line))}.`,
    `\`\`\`\n${usage(command)}\n\`\`\``,
    ...paragraphs(command),
    ...section(
      'Arguments:',
      Object.values(args).map(({name, description}) => `- \`${name.toUpperCase()}\`: ${escaped(description ?? '')}`),
    ),
    ...section('Flags:', own.map(flagLine)),
    ...(paging.length > 0 ? [`Paging: ${paging.join(', ')}`] : []),
    `\`\`\`sh\n${examples.map((example) => filled(example, line)).join('\n')}\n\`\`\``,
    ...section('Needs:', operations.map(needs)),
  ].join('\n\n')
}

function indexLine({id, summary = ''}: Command): string {
  const line = spaced(id)
  return `- [${line}](#${line.replaceAll(' ', '-')}): ${escaped(filled(summary, line))}`
}

/** The whole page. */
function commandsDoc(): string {
  const manifest = read<{commands: Record<string, Command>}>('.oclif.manifest.json')
  const commands = Object.values(manifest.commands).filter(({hidden}) => !hidden)
  const topicOf = ({id}: Command) => id.split(':')[0] ?? ''
  const topics = [...new Set(commands.map(topicOf))].map((name) => ({name, text: ''}))
  const groups = grouped(topics).map(([heading, entries]) => ({
    heading,
    members: entries.flatMap(({name}) => commands.filter((command) => topicOf(command) === name)),
  }))
  return `${[
    INTRODUCTION,
    ...groups.flatMap(({heading, members}) => [`**${heading}**`, members.map(indexLine).join('\n')]),
    '## Flags of all commands',
    Object.entries(sharedFlags as Record<string, Flag>)
      .map(flagLine)
      .join('\n'),
    PAGING,
    ...groups.flatMap(({heading, members}) => [`## ${heading}`, ...members.map(commandDoc)]),
  ].join('\n\n')}\n`
}

const [file] = process.argv.slice(2)
if (file) writeFileSync(file, commandsDoc())
else process.stdout.write(commandsDoc())

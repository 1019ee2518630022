import type {CatalogEntry, CatalogFlag} from '../catalog/catalog.js'

/** How many words a text has. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
}

/** A command as it is typed, arguments in capitals. */
export function typed({command, arguments: args}: CatalogEntry): string {
  const placeholders = args.map(({name, required}) => (required ? name.toUpperCase() : `[${name.toUpperCase()}]`))
  return ['langfuse', command, ...placeholders].join(' ')
}

const EFFECTS = {read: 'reads', write: 'writes', destroy: 'destroys'} as const

/** Whether a command asks before something is lost. */
export function asks({flags}: CatalogEntry): boolean {
  return flags.some(({name}) => name === 'yes')
}

/** What a command does to data, and whether it asks. */
function effectOf(entry: CatalogEntry): string {
  if (asks(entry)) return `${EFFECTS[entry.effect]}; asks when something is lost, or needs --yes`
  return entry.effect === 'destroy' ? 'destroys, without a question' : EFFECTS[entry.effect]
}

/** How much of each command is shown. */
interface Detail {
  descriptions: boolean
  flags: 'names' | 'none' | 'summaries'
  examples: number
}

const DETAILS: Detail[] = [
  {descriptions: true, flags: 'summaries', examples: 3},
  {descriptions: true, flags: 'summaries', examples: 1},
  {descriptions: true, flags: 'names', examples: 2},
  {descriptions: true, flags: 'names', examples: 1},
  {descriptions: false, flags: 'names', examples: 1},
  {descriptions: false, flags: 'none', examples: 1},
]

const PAGING = ['limit', 'all', 'page-size', 'page', 'cursor']

function named({name, value, enum: members}: CatalogFlag): string {
  return value ? `--${name} ${value}` : members ? `--${name} ${members.join('|')}` : `--${name}`
}

function flagsText(flags: CatalogFlag[], how: Detail['flags']): string[] {
  const own = flags.filter(({name}) => !PAGING.includes(name))
  if (how === 'none' || own.length === 0) return []
  const needed = ({required}: CatalogFlag) => (required ? ' (required)' : '')
  if (how === 'names') return [`Flags: ${own.map((flag) => `\`--${flag.name}\`${needed(flag)}`).join(', ')}.`]
  return [own.map((flag) => `- \`${named(flag)}\`${needed(flag)}: ${flag.summary}`).join('\n')]
}

/** The description without keys and rates, which the topic says once. */
function descriptionText(description: string): string[] {
  const text = description.replace(/Needs [^.]*(?:\.\d[^.]*)*\. Rate: .*$/s, '').trim()
  return text === '' ? [] : [text]
}

function commandText(entry: CatalogEntry, {descriptions, flags, examples}: Detail): string {
  const {phrases, summary, description} = entry
  const shown = entry.examples.slice(0, examples)
  return [
    `## \`${typed(entry)}\``,
    `${summary} (${effectOf(entry)}). ${phrases.map((phrase) => `"${phrase}"`).join(', ')}.`,
    ...(descriptions ? descriptionText(description) : []),
    ...flagsText(entry.flags, flags),
    `\`\`\`sh\n${shown.join('\n')}\n\`\`\``,
  ].join('\n\n')
}

const KEYS = {none: 'no key', project: 'a project', organization: 'an organization', admin: 'the server (admin key)'}

function head(topic: string, entries: CatalogEntry[]): string {
  const keys = [...new Set(entries.flatMap((entry) => entry.keys))].map((scope) => KEYS[scope])
  const plans = [...new Set(entries.flatMap((entry) => entry.plans))]
  const rates = [...new Set(entries.flatMap((entry) => entry.rates))]
  return [
    `# langfuse ${topic}`,
    ...(keys.length > 0 ? [`Keys: ${keys.join('; ')}.${plans.length > 0 ? ` Needs ${plans.join('; ')}.` : ''}`] : []),
    ...(rates.length > 0 ? [`Rates on Langfuse Cloud: ${rates.join('; ')}.`] : []),
    ...(entries.some(({flags}) => flags.some(({name}) => name === 'all'))
      ? ['Lists take `--limit N` or `--all`.']
      : []),
  ].join('\n\n')
}

/** The commands of a topic, in as much detail as `mostWords` allows. */
export function topicText(topic: string, entries: CatalogEntry[], mostWords: number): string {
  const texts = DETAILS.map((detail) =>
    [head(topic, entries), ...entries.map((entry) => commandText(entry, detail))].join('\n\n'),
  )
  return `${texts.find((text) => countWords(text) < mostWords) ?? texts.at(-1)}\n`
}

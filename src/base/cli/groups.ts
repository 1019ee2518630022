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

/** The group of topics that no other group names; a test keeps it empty. */
export const OTHER = 'Other'

/** A line of the first page. */
export interface Entry {
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

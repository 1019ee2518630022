import type {CatalogEntry} from '../catalog/catalog.js'
import {GROUPS} from '../cli/groups.js'
import core from './core.md'
import {asks, topicText, typed} from './topic.js'

/** Tells an agent when to read the skill. */
export const DESCRIPTION =
  'Work with Langfuse from the command line: read, search and export traces, sessions, observations, scores and metrics; manage prompts and their labels, datasets and experiments, evaluators, annotation queues, projects and members. Use it whenever somebody mentions Langfuse, LLM traces, prompt versions, evaluation datasets or scores.'

/** The most words that a document may have, whole or of one topic. */
export const MOST_WORDS = {whole: 2500, topic: 900}

/** Commands about this program itself, which the text names elsewhere. */
const ASIDE = /^(?:commands|completion|help|open|reference|api|skill)(?: |$)/

function router(entries: CatalogEntry[]): string {
  const shown = entries.filter(({command}) => !ASIDE.test(command))
  const topics = Object.values(GROUPS).flat()
  const lines = (topic: string) =>
    shown
      .filter(({command}) => command.split(' ')[0] === topic)
      .map(
        (entry) => `- ${entry.phrases[0]}: \`${typed(entry)}\`${asks(entry) || entry.effect === 'destroy' ? '*' : ''}`,
      )
  return topics
    .map((topic) => lines(topic).join('\n'))
    .filter(Boolean)
    .join('\n\n')
}

/** Hand-written, with what people say and the command for it. */
function wholeText(entries: CatalogEntry[]): string {
  return core.replace('{{router}}', () => router(entries))
}

/**
 * A skill about all, or one topic, without front matter.
 * @param topic the first words of commands: `prompts`, `datasets items`
 * @returns undefined when no command has that topic
 */
export function skillText(entries: CatalogEntry[], topic?: string): string | undefined {
  if (topic === undefined) return wholeText(entries)
  const own = entries.filter(({command}) => command === topic || command.startsWith(`${topic} `))
  return own.length === 0 ? undefined : topicText(topic, own, MOST_WORDS.topic)
}

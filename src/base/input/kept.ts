import {CliError} from '../../api/errors/cli-error.js'
import type {Loss} from '../../api/json/losses.js'
import type {Field} from './fields.js'
import {labelOf} from './flags.js'

/** How many places are named. */
const NAMED = 5

/** Losses in words, a sentence each; of many the first ones. @param label a place in JSON, for people */
export function lossSentences(found: Iterable<Loss>, label: (path: string[]) => string): string[] {
  const sentences: string[] = []
  for (const {path, reason} of found) {
    if (sentences.length === NAMED) return [...sentences, 'and more of that kind']
    sentences.push(`${label(path)}: ${reason}`)
  }
  return sentences
}

/** Refuses what servers would not keep. @throws CliError `usage` naming the flags */
export function assertKept(found: Iterable<Loss>, fields: Field[], hint?: string): void {
  const sentences = lossSentences(found, (path) => labelOf(path, fields))
  if (sentences.length > 0) throw new CliError('usage', sentences.join('\n'), hint)
}

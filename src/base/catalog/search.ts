import MiniSearch from 'minisearch'
import type {CatalogEntry} from './catalog.js'

/** Something that can be found by words. */
export interface Findable {
  /** What it is called: `prompts list`, or `GET /api/public/v2/prompts`. */
  name: string
  /** What a person would say who wants it. */
  phrases: string[]
  text: string
}

const SMALL_WORDS = new Set(
  'a an and be can do does i it its my of on or our please that the their these this those to us was we were with you your'.split(
    ' ',
  ),
)

function stem(word: string): string {
  return word.length > 4
    ? word
        .replace(/ies$/, 'y')
        .replace(/(?:ing|ed|es|s)$/, '')
        .replace(/e$/, '')
    : word.replace(/s$/, '')
}

function term(word: string): string | null {
  const lower = word.toLowerCase().replace(/['’]s$/, '')
  return lower === '' || SMALL_WORDS.has(lower) ? null : stem(lower)
}

function tokens(text: string): string[] {
  return text.replaceAll(/([a-z])([A-Z])/g, '$1 $2').split(/[^\p{L}\p{N}'’]+/u)
}

function terms(text: string): Set<string> {
  return new Set(tokens(text).flatMap((token) => term(token) ?? []))
}

/** How near words come to one of the phrases: 1 for the very same, 0 for none in common. */
function nearness(words: Set<string>, phrases: string[]): number {
  const shares = phrases.map((phrase) => {
    const own = terms(phrase)
    const common = [...own].filter((term) => words.has(term)).length
    return common / (own.size + words.size - common || 1)
  })
  return Math.max(0, ...shares)
}

/**
 * What is meant by some words, the likeliest first; nothing where no word is known.
 * @param entries all that there is
 * @param combineWith whether one of the words is enough
 */
export function search<T extends Findable>(entries: T[], words: string, combineWith: 'AND' | 'OR' = 'OR'): T[] {
  const index = new MiniSearch({
    fields: ['name', 'phrases', 'text'],
    idField: 'place',
    processTerm: term,
    tokenize: tokens,
  })
  index.addAll(entries.map(({name, phrases, text}, place) => ({place, name, phrases: phrases.join(' '), text})))
  const wanted = terms(words)
  const found = index.search(words, {
    boostDocument: (id) => 1 + nearness(wanted, entries[id as number]?.phrases ?? []),
    boost: {phrases: 3, name: 2},
    prefix: (word) => word.length > 3,
    fuzzy: 0.1,
    combineWith,
  })
  return found.flatMap(({id}) => entries[id as number] ?? [])
}

/** A command as something that can be found. */
export function findable<T extends CatalogEntry>(entry: T): Findable & {entry: T} {
  const {command, phrases, summary, description} = entry
  return {name: command, phrases, text: `${summary} ${description}`, entry}
}

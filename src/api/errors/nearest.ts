import {distance} from 'fastest-levenshtein'

/** The word that was probably meant: at most a third of its letters away. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const ranked = words
    .map((word) => ({word, away: distance(typed.toLowerCase(), word.toLowerCase())}))
    .sort((a, b) => a.away - b.away)
  const best = ranked[0]
  return best && best.away <= Math.max(1, Math.ceil(typed.length / 3)) ? best.word : undefined
}

import {describe, expect, it} from 'vitest'
import {type ManifestCommand, toEntry} from '../../../src/base/catalog/catalog.js'
import {findable, search} from '../../../src/base/catalog/search.js'
import {readManifest} from '../../manifest.js'
import {ASKED} from '../../user-questions/questions.js'

const entries = readManifest().map((command) => toEntry(command as unknown as ManifestCommand))
const all = entries.map(findable)

function found(words: string): string[] {
  return search(all, words).map(({name}) => name)
}

describe('what people ask for comes first', () => {
  it.each(ASKED.map(({says, command}) => ({says, command})))('$says: $command', ({says, command}) => {
    expect(found(says)[0]).toBe(command)
  })
})

describe('phrases', () => {
  it.each(entries)('of $command are two to four, and find it', ({command, phrases}) => {
    expect(phrases.length).toBeGreaterThanOrEqual(2)
    expect(phrases.length).toBeLessThanOrEqual(4)
    for (const phrase of phrases) expect(found(phrase).slice(0, 3), phrase).toContain(command)
  })

  it('belong to one command each', () => {
    const phrases = entries.flatMap((entry) => entry.phrases)
    expect(new Set(phrases).size).toBe(phrases.length)
  })
})

describe('search', () => {
  it('knows plurals, other endings and small mistakes', () => {
    expect(found('prompt listing')[0]).toBe('prompts list')
    expect(found('deletes datset items')[0]).toBe('datasets items delete')
  })

  it('finds nothing for words that nothing has', () => {
    expect(found('xyzzy')).toEqual([])
    expect(found('')).toEqual([])
    expect(found('the of a')).toEqual([])
  })
})

import {Config} from '@oclif/core'
import {beforeAll, describe, expect, it} from 'vitest'
import {powershell} from '../../../src/base/completion/powershell.js'
import {type Vocabulary, vocabularyOf} from '../../../src/base/completion/vocabulary.js'
import {ROOT, readManifest} from '../../manifest.js'

let vocabulary: Vocabulary
beforeAll(async () => {
  vocabulary = vocabularyOf(await Config.load({root: ROOT}))
})

function wordsAt(path: string): string[] {
  return vocabulary.points.find((point) => point.path === path)?.entries.map(({word}) => word) ?? []
}

const commands = readManifest().map((command) => ({...command, line: command.id.replaceAll(':', ' ')}))

describe('vocabularyOf', () => {
  it.each(commands)('has $line, its arguments and its flags, without the hidden ones', ({line, args, flags}) => {
    const path = line.split(' ')
    for (const [depth, word] of path.entries()) expect(wordsAt(path.slice(0, depth).join(' '))).toContain(word)
    const found = wordsAt(line)
    const visible = Object.entries(flags).filter(([, {hidden}]) => !hidden)
    for (const [name, {type, char, options}] of visible) {
      const value = type === 'boolean' ? '' : `=${options?.join(',') ?? ''}`
      expect(found.some((word) => word === `--${name}${value}` || word === `--${name}=@file`)).toBe(true)
      if (char) expect(found).toContain(`-${char}${value}`)
    }
    expect(found.filter((word) => word.startsWith('--') && !word.startsWith('--no-'))).toHaveLength(
      visible.filter(([name]) => !name.startsWith('no-')).length,
    )
    if (line !== 'help') expect(found.filter((word) => word.startsWith('='))).toHaveLength(Object.keys(args).length)
  })

  it('says what is a file, a profile, or one of some words', () => {
    expect(wordsAt('projects keys create')).toContain('--save-to=@file')
    expect(wordsAt('profiles use')).toEqual(['=@profile'])
    expect(wordsAt('completion')).toEqual(['=bash,zsh,fish,powershell'])
    const shared = vocabulary.shared.map(({word}) => word)
    expect(shared).toEqual(expect.arrayContaining(['--profile=@profile', '--env=@file', '--no-header', '-q']))
  })

  it('has no word that a shell would read as more than a word', () => {
    const words = [...vocabulary.shared, ...vocabulary.points.flatMap(({entries}) => entries)].map(({word}) => word)
    expect(words.filter((word) => !/^[\w@=,./+-]+$/.test(word))).toEqual([])
  })

  it('has texts of one line, 60 columns at most, that every encoding has', () => {
    const texts = [...vocabulary.shared, ...vocabulary.points.flatMap(({entries}) => entries)].map(({text}) => text)
    expect(texts.filter((text) => !/^[ -~]{3,60}$/.test(text))).toEqual([])
  })
})

describe('the script for PowerShell, which no test runs', () => {
  it('has a table of as many texts as there are points, each closed', () => {
    const script = powershell(vocabulary)
    const rows = script.matchAll(/^ {8}'([^'\n]*)' = '((?:[^']|'')*)'( \+ \$shared)?$/gm)
    expect([...rows].map(([, path]) => path)).toEqual(vocabulary.points.map(({path}) => path))
  })

  it('closes what it opens', () => {
    const code = powershell(vocabulary).replaceAll(/'(?:[^']|'')*'/g, '')
    for (const [open, close] of ['{}', '()', '[]'] as const) {
      expect(code.split(open as string).length, open).toBe(code.split(close as string).length)
    }
  })
})

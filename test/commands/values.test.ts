import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {cli, KEYS} from '../cli.js'
import {FILES} from '../examples/files.js'
import {type ManifestCommand, readManifest} from '../manifest.js'
import {words} from '../texts/words.js'

const ENV = {
  ...KEYS,
  LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org',
  LANGFUSE_ORG_SECRET_KEY: 'sk-lf-org',
  LANGFUSE_ADMIN_API_KEY: 'admin',
}

/** Text that a parser of command lines, a shell, a URL or JSON could take for something else. */
const TEXTS = [
  '--json',
  '-o',
  '-query',
  '--',
  '--help',
  '-1',
  'a=b',
  '--name=x',
  'a,b',
  ' both ends ',
  'two\nlines\t',
  'it\'s "q" \\n $HOME `x`',
  '100%25?#&+;',
  'Cafe\u0301 😀',
  '__proto__',
  'CON',
  '',
]

/** What flags that take files read otherwise. */
const POINTERS = ['@x', '-', '@@x']

/** Flags whose value --curl does not show, or server version 3 has no need of, and the one whose command reads ids from files, too. */
const OTHERS = [
  'expand-metadata',
  'secret-access-key',
  'provider-secret-key',
  'new-secret-key',
  'password',
  'trace-id of traces delete-many',
]

let folder: string
let before: string

beforeAll(() => {
  before = process.cwd()
  folder = mkdtempSync(join(tmpdir(), 'langfusectl-values-'))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), {recursive: true})
    writeFileSync(join(folder, name), text, {mode: 0o600})
  }
  process.chdir(folder)
})

afterAll(() => {
  process.chdir(before)
  rmSync(folder, {recursive: true, force: true})
})

/** The words of the first example, without a flag and its values. */
function exampleWithout(flag: string, {id, examples = []}: ManifestCommand): string[] {
  const line = (examples[0] ?? '')
    .replace('<%= config.bin %>', '')
    .replace('<%= command.id %>', id.replaceAll(':', ' '))
  const typed = words(line.trim())
  return typed.filter((word, index) => word.split('=')[0] !== `--${flag}` && typed[index - 1] !== `--${flag}`)
}

/** All texts of a request that --curl shows: its steps, the values of its query, the strings of its body. */
function textsOf(curl: string): string[] {
  const typed = words(curl)
  const url = new URL(typed.find((word) => /^https?:/.test(word)) ?? '')
  const body = typed[typed.indexOf('--data-binary') + 1]
  const found: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collect(inner)
    else found.push(String(value))
  }
  for (const value of url.searchParams.values()) {
    found.push(value)
    if (/^[[{]/.test(value)) collect(JSON.parse(value))
  }
  if (typed.includes('--data-binary')) collect(JSON.parse(body ?? ''))
  return found
}

const commands = readManifest().filter(({operations = [], hidden}) => operations.length > 0 && !hidden)
const textFlags = commands
  .flatMap((command) =>
    Object.entries(command.flags)
      .filter(([, {type, options, helpValue = ''}]) => type === 'option' && !options && /text|name/.test(helpValue))
      .map(([flag, {helpValue = ''}]) => ({line: command.id.replaceAll(':', ' '), command, flag, helpValue})),
  )
  .filter(({flag, line}) => !OTHERS.includes(flag) && !OTHERS.includes(`${flag} of ${line}`))

it('there are many such flags', () => expect(textFlags.length).toBeGreaterThan(150))

/** A fifth of the texts, another one for each flag: all of them for all flags would take a minute. */
function textsFor(helpValue: string, index: number): string[] {
  const texts = [...TEXTS, ...(helpValue.includes('@file') ? [] : POINTERS)]
  return texts.filter((_, place) => place % 5 === index % 5)
}

describe.each(textFlags.map((one, index) => ({...one, texts: textsFor(one.helpValue, index)})))(
  'langfuse $line --$flag',
  ({command, flag, texts}) => {
    it('sends every text as it is, or refuses it by name', async () => {
      const strange: unknown[] = []
      for (const text of texts) {
        const line = [...exampleWithout(flag, command), `--${flag}=${text}`, '--curl']
        const {stdout, stderr, exitCode} = await cli(line, {env: ENV})
        const fine = exitCode === 0 ? textsOf(stdout).includes(text) : exitCode === 2 && stderr.includes(`--${flag}`)
        if (!fine) strange.push({line, exitCode, stdout, stderr})
      }
      expect(strange).toEqual([])
    })
  },
)

describe('a repeatable flag of a list', () => {
  const repeatable = commands
    .filter(({id}) => id.endsWith(':list'))
    .flatMap(({id, flags}) =>
      Object.entries(flags)
        .filter(([flag, {multiple}]) => multiple && flag !== 'filter')
        .flatMap(([flag]) => ['3', '4'].map((version) => ({line: id.replaceAll(':', ' '), flag, version}))),
    )

  it.each(repeatable)('$line --$flag keeps a comma, on server version $version', async ({line, flag, version}) => {
    const {stdout, stderr, exitCode} = await cli([
      ...line.split(' '),
      `--${flag}=a,b`,
      '--api-version',
      version,
      '--curl',
    ])
    if (exitCode !== 0) return expect({exitCode, stderr}).toEqual({exitCode: 5, stderr: expect.stringContaining(flag)})
    const {searchParams} = new URL(words(stdout).find((word) => word.startsWith('http')) ?? '')
    expect(textsOf(stdout)).toContain('a,b')
    expect([...searchParams.values()].filter((text) => text === 'a,b')).not.toHaveLength(1)
  })
})

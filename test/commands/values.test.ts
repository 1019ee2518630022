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

const CREATE = ['prompts', 'create', '--name', 'x']

describe('the words of a line', () => {
  it.each<[string[], object]>([
    [[...CREATE, '--prompt=--json'], {name: 'x', prompt: '--json'}],
    [[...CREATE, '--prompt=--curl=x'], {name: 'x', prompt: '--curl=x'}],
    [[...CREATE, '--prompt=-o'], {name: 'x', prompt: '-o'}],
    [[...CREATE, '--prompt', '-x'], {name: 'x', prompt: '-x'}],
    [[...CREATE, '--prompt', '--not-a-flag'], {name: 'x', prompt: '--not-a-flag'}],
    [[...CREATE, '--prompt='], {name: 'x', prompt: ''}],
    [[...CREATE, '--prompt==x'], {name: 'x', prompt: '=x'}],
    [
      [...CREATE, '--tag=--tag', '--tag', 'b', '--tag=a,b', '--prompt=p'],
      {name: 'x', prompt: 'p', tags: ['--tag', 'b', 'a,b']},
    ],
    [['scores', 'create', '--name=--name', '--value=-1', '--trace-id=-o'], {name: '--name', value: -1, traceId: '-o'}],
    [['scores', 'create', '--name', 'n', '--value', '-1', '--trace-id', 't'], {name: 'n', value: -1, traceId: 't'}],
    [['api', 'POST', '/v2/datasets', '-f=--json=1', '-f-x=2', '-F', 'n=-1'], {'--json': '1', '-x': '2', n: -1}],
  ])('%j', async (line, body) => {
    const {stdout, stderr, exitCode} = await cli([...line, '--curl'])
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    const typed = words(stdout)
    expect(JSON.parse(typed[typed.indexOf('--data-binary') + 1] ?? '')).toEqual(body)
  })

  it.each<[string, string[]]>([
    ['prompts create --name x --prompt --json', ['--prompt', '--prompt=…']],
    ['prompts create --name x --prompt -o json', ['--prompt', '--prompt=…']],
    ['prompts create --name x --prompt', ['--prompt expects a value', '--help']],
    ['prompts get --resolve=false', ['--resolve', '--no-resolve']],
    ['prompts get x --no-resolve=false', ['--no-resolve is on or off']],
    ['prompts list --all=1', ['--all is on or off']],
    ['prompts list --json=name', ['--json is on or off']],
    ['prompts delete --yes=no x', ['--yes is on or off']],
    ['prompts delete -y=no x', ['-y is on or off']],
    ['prompts get -x', ['Unknown flag -x', 'stands behind "--"']],
    ['prompts list --constructor', ['Unknown flag --constructor']],
    ['prompts list --toString=1', ['Unknown flag --toString']],
    ['prompts list --lmit=--json', ['Unknown flag --lmit', '--limit']],
    ['prompts list --limit=--json', ['--limit', 'received: --json']],
    ['scores list --api-version=-3', ['--api-version=-3']],
    ['traces list --tag=', ['--tag is empty']],
    ['traces list --tag a --tag=', ['--tag is empty']],
    ['scores list --trace-id a,,b', ['--trace-id', 'between the commas']],
    [`scores list --trace-id ${'x,'.repeat(100)}x`, ['--trace-id', '100 values']],
    [`experiments list --id ${'x,'.repeat(100)}x`, ['--id', '100 values']],
  ])('refuses %s', async (line, tells) => {
    const {stdout, stderr, exitCode} = await cli(line)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    for (const text of tells) expect(stderr).toContain(text)
  })

  it.each([
    ['prompts get -- --json', '/v2/prompts/--json'],
    ['prompts get -- --help', '/v2/prompts/--help'],
    ['prompts get help', '/v2/prompts/help'],
    ['prompts get versions', '/v2/prompts/versions'],
    ['prompts get a=b', '/v2/prompts/a%3Db'],
    ['prompts get -5', '/v2/prompts/-5'],
    ['prompts get --no-resolve constructor', '/v2/prompts/constructor'],
  ])('%s', async (line, path) => {
    const [command, rest] = line.includes(' -- ') ? line.split(' -- ') : [line]
    const {stdout, exitCode} = await cli(`${command} --curl ${rest === undefined ? '' : `-- ${rest}`}`)
    expect(exitCode).toBe(0)
    expect(new URL(words(stdout).find((word) => word.startsWith('http')) ?? '').pathname).toBe(`/api/public${path}`)
  })

  it('never takes an argument from stdin', async () => {
    const {stderr, exitCode} = await cli('prompts delete --yes', {stdin: 'greet\n'})
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Missing argument PROMPT-NAME')
  })
})

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

it.each(['constructor', '__proto__', 'toString', 'valueOf'])('%s is no command, no topic and no page', async (name) => {
  for (const line of [name, `help ${name}`, `${name} list`, `prompts ${name}`, `api ${name} list`]) {
    const {stderr, exitCode} = await cli(line)
    expect({line, exitCode}).toEqual({line, exitCode: 2})
    expect(stderr).not.toContain('bug')
  }
})

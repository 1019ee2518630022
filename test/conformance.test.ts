import {mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {type Command, Parser} from '@oclif/core'
import {describe, expect, it} from 'vitest'
import {GROUPS, grouped, OTHER} from '../src/base/cli/groups.js'
import {sharedFlags} from '../src/base/settings/settings.js'
import {cli, KEYS} from './cli.js'
import {FILES} from './examples/files.js'
import {type ManifestCommand, ROOT, readManifest} from './manifest.js'
import {words} from './texts/words.js'

const VERBS = [
  'check',
  'create',
  'delete',
  'delete-many',
  'get',
  'install',
  'list',
  'login',
  'logout',
  'query',
  'show',
  'submit',
  'update',
  'upsert',
  'use',
]
/** Last words that are no verbs, as cli.md has them. */
const NO_VERBS = [
  'api',
  'auth status',
  'blob-storage status',
  'commands',
  'completion',
  'doctor',
  'health',
  'help',
  'ingest batch',
  'ingest otel',
  'media upload-url',
  'open',
  'reference',
  'skill',
]

const commands = readManifest().map((command) => ({...command, line: command.id.replaceAll(':', ' ')}))
type Named = (typeof commands)[number]

function examplesOf({line, examples = []}: Named): string[] {
  return examples.map((example) =>
    example.replaceAll('<%= config.bin %>', 'langfuse').replaceAll('<%= command.id %>', line),
  )
}

async function classOf({id}: ManifestCommand): Promise<Command.Class> {
  const {loadProgram} = createRequire(import.meta.url)('../dist/langfuse.cjs') as typeof import('../src/main.js')
  const found = await (await loadProgram()).findCommand(id, {must: true}).load()
  return found as Command.Class
}

const [GLOBAL_FLAGS = ''] =
  /^GLOBAL FLAGS\n(?: .*\n)+/m.exec((await cli('prompts list --help', {env: {}})).stdout) ?? []

/** A page of help as a snapshot keeps it: the block that all pages have stands in a snapshot of its own. */
function snapshotOf(help: string): string {
  return help
    .replace(GLOBAL_FLAGS, 'GLOBAL FLAGS\n  (as everywhere)\n')
    .replace(/langfusectl\/\S+ \S+ node-\S+/, 'langfusectl/VERSION')
}

it('every page of help ends its flags with one block', () => {
  expect(GLOBAL_FLAGS).toMatchSnapshot()
})

it('every file of src/commands is a command', () => {
  const files = readdirSync(join(ROOT, 'src/commands'), {recursive: true, encoding: 'utf8'})
  const ids = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length).replaceAll(/[/\\]/g, ':'))
  expect(commands.map(({id}) => id).sort()).toEqual(ids.sort())
})

describe.each(commands)('$line', (command) => {
  it('has a summary, and a description that says more', () => {
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/)
    expect(command.description).not.toBe(command.summary)
    if (command.description !== undefined) expect(command.description).toMatch(/^\S.*\S$/s)
  })

  it('ends with a verb', () => {
    const last = command.line.split(' ').at(-1)
    expect(NO_VERBS.includes(command.line) || VERBS.includes(last ?? '')).toBe(true)
  })

  it('explains each flag and argument', () => {
    for (const flag of Object.values(command.flags)) expect(flag.summary ?? flag.description).toMatch(/\S/)
    for (const arg of Object.values(command.args)) expect(arg.description).toMatch(/\S/)
  })

  it('has no flag of a shared name or letter', () => {
    const shared = Object.entries(sharedFlags as Record<string, {char?: string}>)
    const letters = shared.flatMap(([, {char}]) => char ?? [])
    expect(Object.keys(command.flags).filter((name) => name in sharedFlags)).toEqual([])
    expect(Object.values(command.flags).filter(({char}) => char && letters.includes(char))).toEqual([])
  })

  it('has examples that begin with it and that its parser takes', async () => {
    const examples = examplesOf(command)
    expect(examples.length).toBeGreaterThan(0)
    const {args, flags, strict} = await classOf(command)
    for (const example of examples) {
      const argv = words(example)
      const own = command.line.split(' ')
      expect(argv.slice(0, own.length + 1)).toEqual(['langfuse', ...own])
      const options = {args, flags: {...sharedFlags, ...flags}, strict: strict ?? true}
      await expect(Parser.parse(argv.slice(own.length + 1), options), example).resolves.toBeDefined()
    }
  })

  const sends = command.operations?.length && !/^(auth:|doctor$)/.test(command.id) ? ['requests'] : []
  it.each(sends)('has examples whose %s can be made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'langfusectl-examples-'))
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, name)), {recursive: true})
      writeFileSync(join(folder, name), text)
    }
    const before = process.cwd()
    process.chdir(folder)
    try {
      for (const example of examplesOf(command)) {
        const {stdout, stderr, exitCode} = await cli([...words(example).slice(1), '--curl'])
        expect({example, stderr, exitCode}).toEqual({example, stderr: '', exitCode: 0})
        expect(stdout).toMatch(/^curl .*\n$/)
      }
    } finally {
      process.chdir(before)
    }
  })

  it('has help', async () => {
    const {stdout, stderr, exitCode} = await cli(`${command.line} --help`, {env: {...KEYS, NO_COLOR: '1'}})
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    const [text = ''] = stdout.split('\nEXAMPLES\n')
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
    for (const group of text.split('\n\n').filter((one) => /^[A-Z ]*FLAGS\n/.test(one))) {
      const columns = group.split('\n').flatMap((line) => /^ {2,6}(?:-\w, )?(?=--)/.exec(line)?.[0].length ?? [])
      expect(new Set(columns).size, group).toBe(1)
    }
    expect(snapshotOf(stdout)).toMatchSnapshot()
  })
})

describe('topics', () => {
  const topics = [
    ...new Set(
      commands.flatMap(({line}) => {
        const own = line.split(' ').slice(0, -1)
        return own.map((_, index) => own.slice(0, index + 1).join(' '))
      }),
    ),
  ]

  it.each(topics)('%s has help', async (topic) => {
    const env = {...KEYS, NO_COLOR: '1'}
    const {stdout, exitCode} = await cli(`${topic} --help`, {env})
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`langfuse ${topic}`)
    if (!commands.some(({line}) => line === topic)) expect((await cli(topic, {env})).stdout).toBe(stdout)
  })

  const {oclif} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    oclif: {topics: Record<string, {description: string}>}
  }

  it('are in one group each, with a line of their own', () => {
    const described = Object.keys(oclif.topics).map((name) => name.replaceAll(':', ' '))
    const names = Object.values(GROUPS).flat()
    const first = [...new Set(commands.map(({line}) => line.split(' ')[0] ?? ''))]
    expect(first.filter((name) => !names.includes(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    expect(topics.filter((topic) => !described.includes(topic))).toEqual([])
  })

  it('fit into 45 lines of 80 columns when all are there', () => {
    const names = Object.values(GROUPS).flat()
    const longest = Math.max(...names.map((name) => name.length))
    for (const name of names) expect((oclif.topics[name]?.description ?? '').length).toBeLessThanOrEqual(76 - longest)
    const [head, foot] = [2, 1]
    expect(head + foot + names.length + 2 * Object.keys(GROUPS).length).toBeLessThanOrEqual(45)
  })

  it('are shown under a last group when no group names them', () => {
    const entries = ['prompts', 'unheard-of', 'traces'].map((name) => ({name, text: ''}))
    expect(grouped(entries).map(([heading, found]) => [heading, found.map(({name}) => name)])).toEqual([
      ['Everyday', ['traces', 'prompts']],
      [OTHER, ['unheard-of']],
    ])
  })

  it('are listed by langfuse alone', async () => {
    const {stdout, exitCode} = await cli('')
    expect(exitCode).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(45)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    for (const topic of [...topics.filter((one) => !one.includes(' ')), 'health', 'help'])
      expect(stdout).toMatch(new RegExp(`^ +${topic} +\\S`, 'm'))
  })
})

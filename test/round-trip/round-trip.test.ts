import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {ADMIN_KEY} from '../../sandbox/http/auth.js'
import {createDataset} from '../../sandbox/resources/datasets/datasets.js'
import {createItem} from '../../sandbox/resources/datasets/items.js'
import {scoreConfigs} from '../../sandbox/resources/scores/score-configs.js'
import {type Mode, type Sandbox, startSandbox} from '../../sandbox/server.js'
import {putTrace} from '../../sandbox/store/traces.js'
import {flagName} from '../../src/base/input/fields.js'
import {type Outcome, runProgram} from '../run-program.js'
import {type Field, WRITTEN, withoutControls} from './cases.js'
import {FORMATS} from './formats.js'
import {json, object, text, trimmed} from './values.js'

const ASSERT = {seed: 20_261_128, numRuns: 12}
/** How a value gets into a command. */
const WAYS = ['flag', 'file', 'stdin', 'body'] as const
const MODES = ['3', '4-events-only'] as const

type Way = (typeof WAYS)[number]

const folder = mkdtempSync(join(tmpdir(), 'langfusectl-round-trip-'))
const sandboxes = new Map<Mode, Sandbox>()
let made = 0

beforeAll(async () => {
  for (const mode of MODES) {
    const sandbox = await startSandbox({mode})
    const {store} = sandbox
    sandboxes.set(mode, sandbox)
    createDataset(store, {name: 'd'})
    createItem(store, {datasetName: 'd', id: 'seed', input: 1})
    putTrace(store, {id: 't'})
    scoreConfigs.create(store, {name: 'c', dataType: 'TEXT'}, 'config')
    store.abilities.hasDefaultModel = true
    store.feedback = []
  }
})

afterAll(async () => {
  for (const sandbox of sandboxes.values()) await sandbox.close()
  rmSync(folder, {recursive: true})
})

function sandboxOf(mode: Mode): Sandbox {
  const sandbox = sandboxes.get(mode)
  if (!sandbox) throw new Error(`no sandbox runs in mode ${mode}`)
  return sandbox
}

/** Runs a command that must end well. */
async function langfuse(mode: Mode, line: string[], stdin = ''): Promise<Outcome> {
  const {url, keys} = sandboxOf(mode)
  const env = {
    LANGFUSE_HOST: url,
    LANGFUSE_PUBLIC_KEY: keys.project.publicKey,
    LANGFUSE_SECRET_KEY: keys.project.secretKey,
    LANGFUSE_ORG_PUBLIC_KEY: keys.organization.publicKey,
    LANGFUSE_ORG_SECRET_KEY: keys.organization.secretKey,
    LANGFUSE_ADMIN_API_KEY: ADMIN_KEY,
  }
  const outcome = await runProgram(line, {env, stdin})
  expect({line, stdin, ...outcome}).toMatchObject({exitCode: 0})
  return outcome
}

function inFile(content: string): string {
  const path = join(folder, 'value')
  writeFileSync(path, content)
  return path
}

/** What is typed for a value. Text from a file or stdin loses one byte order mark, and a flag takes @ for a file. */
function typed(way: Way, name: string, {kind}: Field, value: unknown): {args: string[]; stdin?: string} {
  const flag = `--${flagName(name)}`
  const content = kind === 'text' ? String(value) : JSON.stringify(value)
  const marked = content.startsWith('\ufeff') ? `\ufeff${content}` : content
  if (way === 'body') return {args: [`--body=${JSON.stringify({[name]: value})}`]}
  if (way === 'stdin' && marked !== '') return {args: [flag, '-'], stdin: marked}
  if (way !== 'flag' || content === '-') return {args: [flag, `@${inFile(marked)}`]}
  return {args: [`${flag}=${/^@(?!@@langfuse)/.test(content) ? `@${content}` : content}`]}
}

const fields = WRITTEN.flatMap((written) =>
  Object.entries(written.fields).map(([name, field]) => ({title: `${written.write}: ${name}`, written, name, field})),
)

describe('what is written is read back', () => {
  it.each(fields)('$title', async ({written, name, field}) => {
    const given = fc.record({
      value: field.values,
      way: fc.constantFrom(...(field.isShort ? (['flag', 'body'] as const) : WAYS)),
      mode: fc.constantFrom(...(written.onlyVersion3 ? (['3'] as const) : MODES)),
      format: fc.constantFrom(...Object.keys(FORMATS)),
    })
    const {column = name, kept = (value) => value, more = ''} = field
    const tried = fc.asyncProperty(given, async ({value, way, mode, format}) => {
      const isNew = `n${++made}`
      const words = `${written.write} ${more}`.trim().replace('NEW', isNew).split(' ')
      const {args, stdin} = typed(way, name, field, value)
      const {id} = JSON.parse((await langfuse(mode, [...words, ...args, '--json'], stdin)).stdout) as {id: string}
      for (const read of written.read) {
        const line = read.replace('ID', id).replace('NEW', isNew).split(' ')
        const {flags, holds} = FORMATS[format] ?? {flags: () => [], holds: () => false}
        const {stdout} = await langfuse(mode, [...line, ...flags(column)])
        expect({line, stdout, holds: holds(stdout, column, kept(value))}).toMatchObject({holds: true})
      }
    })
    await fc.assert(tried, ASSERT)
  })

  const mode = fc.constantFrom(...MODES)

  it('a prompt, byte for byte', async () => {
    const tried = fc.asyncProperty(text, mode, async (value, mode) => {
      await langfuse(mode, [
        'prompts',
        'create',
        '--name',
        'raw',
        '--type',
        'text',
        '--body',
        JSON.stringify({prompt: value}),
      ])
      const {stdout} = await langfuse(mode, 'prompts get raw --label latest --raw --no-resolve'.split(' '))
      expect(stdout).toBe(value)
    })
    await fc.assert(tried, ASSERT)
  })

  it('a score of an event', async () => {
    const tried = fc.asyncProperty(object, fc.constantFrom('-', '@'), mode, async (metadata, way, mode) => {
      const score = {id: 'event', traceId: 't', name: 'n', value: 1, metadata}
      const event = {id: `e${++made}`, type: 'score-create', timestamp: '2026-11-20T14:00:00Z', body: score}
      const batch = JSON.stringify([event])
      await langfuse(
        mode,
        ['ingest', 'batch', '--batch', way === '-' ? '-' : `@${inFile(batch)}`],
        way === '-' ? batch : '',
      )
      const {stdout} = await langfuse(mode, ['scores', 'get', 'event', '--json'])
      expect(FORMATS.json?.holds(stdout, 'metadata', metadata)).toBe(true)
    })
    await fc.assert(tried, ASSERT)
  })

  it('the fields and the body of a raw call', async () => {
    const values = fc.record({description: text, metadata: object})
    const tried = fc.asyncProperty(values, fc.boolean(), mode, async ({description, metadata}, asFields, mode) => {
      const body = JSON.stringify({name: 'raw', description, metadata})
      const args = asFields
        ? ['-f', 'name=raw', '-f', `description=${description}`, '-F', `metadata=${JSON.stringify(metadata)}`]
        : ['--input', '-']
      await langfuse(mode, ['api', 'POST', '/v2/datasets', ...args], asFields ? '' : body)
      const {stdout} = await langfuse(mode, ['api', '/v2/datasets/raw'])
      expect(FORMATS.json?.holds(stdout, 'description', description)).toBe(true)
      expect(FORMATS.json?.holds(stdout, 'metadata', metadata)).toBe(true)
    })
    await fc.assert(tried, ASSERT)
  })

  it('feedback', async () => {
    const line = 'feedback submit --target-type cli --target x'.split(' ')
    const tried = fc.asyncProperty(trimmed, async (value) => {
      await langfuse('4-events-only', [...line, '--body', JSON.stringify({feedback: value})])
      expect(sandboxOf('4-events-only').store.feedback?.at(-1)).toMatchObject({feedback: value})
    })
    await fc.assert(tried, ASSERT)
  })
})

describe('text that is no JSON stands for itself where any JSON may stand', () => {
  const isJson = (value: string) => {
    try {
      return JSON.parse(value) !== undefined
    } catch {
      return /^\s*[[{"]/.test(value)
    }
  }

  it('in a dataset item', async () => {
    const line = 'datasets items create --dataset-name d --id b --json'.split(' ')
    const given = fc.record({
      value: text.filter((value) => !isJson(value)),
      way: fc.constantFrom<Way>('flag', 'file', 'stdin'),
    })
    const tried = fc.asyncProperty(given, async ({value, way}) => {
      const {args, stdin} = typed(way, 'input', {kind: 'text', values: json}, value)
      const {stdout} = await langfuse('3', [...line, ...args], stdin)
      expect(FORMATS.json?.holds(stdout, 'input', withoutControls(value))).toBe(true)
    })
    await fc.assert(tried, ASSERT)
  })
})

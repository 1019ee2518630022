import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {runInProcess} from './in-process.js'
import {connected, run, shell, TEMP} from './run.js'
import {runOnTerminal} from './terminal.js'

const NAMES = [
  '50%25',
  'a/50% of ü',
  '日本語/🚀 %2F',
  "a?b#c&d=e+f's",
  'Cafe\u0301',
  'a:b, c',
  'CON',
  '--json',
  '-o',
  '@name',
  'help',
  '__proto__',
  'constructor',
  'x'.repeat(250),
]

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox({basePath: '/langfuse'})
  env = connected(sandbox)
})

afterAll(() => sandbox.close())

async function ok(args: string[]) {
  const {code, stdout, stderr} = await runInProcess(args, {env})
  expect({args, code, stderr: code === 0 ? '' : stderr}).toEqual({args, code: 0, stderr: ''})
  return stdout === '' ? undefined : JSON.parse(stdout)
}

describe.each(NAMES)('the name %j', (name) => {
  it('of a prompt is made, read, labelled and deleted', async () => {
    expect(await ok(['prompts', 'create', `--name=${name}`, '--prompt', 'x', '--label', 'production'])).toMatchObject({
      name,
    })
    expect(await ok(['prompts', 'get', '--', name])).toMatchObject({name, prompt: 'x'})
    expect(await ok(['prompts', 'versions', 'update', '--label', 'staging', '--', name, '1'])).toMatchObject({name})
    expect(await ok(['prompts', 'list', `--name=${name}`, '--json'])).toMatchObject([{name, versions: [1]}])
    await ok(['prompts', 'delete', '--yes', '--', name])
    expect(sandbox.store.prompts.has(name)).toBe(false)
  })

  it('of a dataset and of its run is made, read and deleted', async () => {
    expect(await ok(['datasets', 'create', `--name=${name}`])).toMatchObject({name})
    const dataset = await ok(['datasets', 'get', '--', name])
    expect(dataset).toMatchObject({name})
    const item = await ok([
      'datasets',
      'items',
      'create',
      `--dataset-name=${name}`,
      '--id',
      `id ${name}`,
      '--input',
      'x',
    ])
    expect(await ok(['datasets', 'items', 'list', `--dataset-name=${name}`, '--json'])).toMatchObject([{id: item.id}])
    expect(await ok(['datasets', 'items', 'get', item.id])).toMatchObject({id: `id ${name}`})
    const link = [`--run-name=${name}`, '--dataset-item-id', item.id, '--trace-id', 't']
    expect(await ok(['datasets', 'run-items', 'create', ...link])).toMatchObject({datasetRunName: name})
    expect(await ok(['datasets', 'runs', 'get', '--', name, name])).toMatchObject({name, datasetName: name})
    expect(await ok(['datasets', 'runs', 'list', '--json', '--', name])).toMatchObject([{name}])
    const ofRun = ['--dataset-id', dataset.id, `--run-name=${name}`, '--json']
    expect(await ok(['datasets', 'run-items', 'list', ...ofRun])).toMatchObject([{traceId: 't'}])
    await ok(['datasets', 'runs', 'delete', '--yes', '--', name, name])
    expect(sandbox.store.datasets.get(name)?.runs.size).toBe(0)
    await ok(['datasets', 'items', 'delete', item.id, '--yes'])
    expect(sandbox.store.items.has(item.id)).toBe(false)
  })
})

it.each([
  ['prompts get "$(printf \'caf\\351\')"', 'An argument'],
  ['prompts create --prompt x --name "$(printf \'caf\\351\')"', '--name'],
  ['prompts create --prompt x --name="$(printf \'caf\\351\')"', '--name'],
])('bytes that are no text are refused: %s', async (line, name) => {
  const {code, stderr} = await shell(`langfuse ${line}`, {env})
  expect(code).toBe(2)
  expect(stderr).toContain(`${name}: the value is not UTF-8 text`)
})

it('U+FFFD that was typed is a character like others', async () => {
  const {code, stdout} = await run(['prompts', 'get', 'caf\ufffd', '--curl'], {env})
  expect({code, stdout}).toEqual({code: 0, stdout: expect.stringContaining('caf%EF%BF%BD')})
})

it('every request stayed below the base path', () => {
  expect(sandbox.requests.length).toBeGreaterThan(0)
  expect(sandbox.requests.filter(({path}) => !path.startsWith('/langfuse/api/public/'))).toEqual([])
})

describe('prompts get --raw', () => {
  it.each([
    ['a final newline', 'Hello\n'],
    ['no final newline', 'Hello'],
    ['blank lines and spaces at both ends', '\n\n  Hello {{name}} \t \r\n\n'],
    ['characters that a terminal would obey', 'a\u001b[31mb\u0007\u009b'],
    ['a byte order mark', '\ufeffHello'],
    ['unicode and template words', '日本語 🚀 {{#if x}} $HOME `id` %s \\n'],
    ['text that looks like JSON', '[{"role": "user"}]'],
  ])('gives the bytes back: %s', async (_, prompt) => {
    createPrompt(sandbox.store, {name: 'raw', prompt, labels: ['production']})
    const file = join(TEMP, 'raw.txt')
    const {code, stderr} = await shell(`langfuse prompts get raw --raw > ${file}`, {env})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(readFileSync(file)).toEqual(Buffer.from(prompt))
    expect((await runInProcess(['prompts', 'create', '--name', 'raw-2', '--prompt', `@${file}`], {env})).code).toBe(0)
    const stored = sandbox.store.prompts.get('raw-2')?.at(-1)?.prompt
    expect(stored).toBe(prompt.replace(/^\ufeff/, ''))
  })

  it('adds a newline on a terminal only', async () => {
    createPrompt(sandbox.store, {name: 'short', prompt: 'Hello', labels: ['production']})
    const {raw} = await runOnTerminal(['prompts', 'get', 'short', '--raw'], {env: {...env, NO_COLOR: '1'}})
    expect(raw).toContain('Hello\r\n')
    expect((await run(['prompts', 'get', 'short', '--raw'], {env})).stdout).toBe('Hello')
  })

  it('of a chat prompt is what create takes back', async () => {
    const messages = [
      {role: 'system', content: 'You are "{{role}}"\n\u001b[31m'},
      {type: 'placeholder' as const, name: 'history'},
      {role: 'user', content: '日本語 🚀'},
    ]
    createPrompt(sandbox.store, {name: 'chat', type: 'chat', prompt: messages, labels: ['production']})
    const script =
      'langfuse prompts get chat --raw > f.json && langfuse prompts create --name copy --type chat --prompt @f.json'
    const {code} = await shell(script, {env})
    expect(code).toBe(0)
    expect(sandbox.store.prompts.get('copy')?.at(-1)?.prompt).toEqual(messages)
  })

  it('reads stdin to the last byte', async () => {
    const prompt = '\n  text without a final newline'
    const {code} = await run(['prompts', 'create', '--name', 'piped', '--prompt', '-'], {env, stdin: prompt})
    expect(code).toBe(0)
    expect(sandbox.store.prompts.get('piped')?.at(-1)?.prompt).toBe(prompt)
  })
})

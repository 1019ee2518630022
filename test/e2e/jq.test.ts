import {mkdtempSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/http/server.js'
import {seedItems} from '../../sandbox/seeds/seed.js'
import {ROOT} from '../manifest.js'
import {connected, run, shell, TEMP} from './run.js'

const LIST = ['datasets', 'items', 'list', '--dataset-name', 'many', '--all']
const WASM = join(ROOT, 'dist/jq.wasm')

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
  seedItems(sandbox.store, 'many', 1_200)
})

beforeEach(() => {
  sandbox.requests.length = 0
})

afterAll(() => sandbox.close())

it('walks all pages', async () => {
  const {code, stdout} = await run([...LIST, '--jq', '.id'], {env: connected(sandbox)})
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n')).toHaveLength(1_200)
})

it.each([
  ['.id', 100],
  ['repeat(.id)', 2],
])('stops quietly when head has its line of %s', async (expression, size) => {
  const line = `langfuse ${LIST.join(' ')} --page-size ${size} --jq '${expression}' | head -1; exit \${PIPESTATUS[0]}`
  const {code, stdout, stderr} = await shell(line, {env: connected(sandbox)})
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  expect(stdout).toBe('many-1200\n')
  expect(sandbox.requests.length).toBeLessThanOrEqual(6)
})

it.each([
  [['--jq', '.id'], true],
  [['--json'], false],
])('%j reads jq: %s', async (flags, reads) => {
  const list = join(mkdtempSync(join(TEMP, 'files-')), 'files.json')
  const preload = join(ROOT, 'test/fixtures/files-before-request.cjs')
  const env = {...connected(sandbox), FILES_BEFORE_REQUEST: list, NODE_OPTIONS: `--require ${preload}`}
  expect((await run(['prompts', 'list', ...flags], {env})).code).toBe(0)
  const files = JSON.parse(readFileSync(list, 'utf8')) as string[]
  expect(files.includes(WASM), files.join('\n')).toBe(reads)
})

it('needs no home to find jq, and no folder to be in', async () => {
  const {code, stdout} = await run(
    [...LIST, '--jq', '.id', '--limit', '1'].filter((word) => word !== '--all'),
    {
      env: connected(sandbox, {HOME: '/nonexistent'}),
      cwd: '/',
    },
  )
  expect({code, stdout}).toEqual({code: 0, stdout: 'many-1200\n'})
})

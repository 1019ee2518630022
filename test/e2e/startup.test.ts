import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {ROOT} from '../manifest.js'
import {connected, run, shell, TEMP} from './run.js'

/** One file with all libraries; compiled code of earlier runs makes it quick, but it is read at every start. */
const MOST_BYTES = 1_750_000
/** The two files in bin, their package.json, the program, what it compiled before, `.env` and the profiles. */
const MOST_FILES = 8

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})

afterAll(() => sandbox.close())

it('is a program of one file, within its budget', () => {
  expect(statSync(join(ROOT, 'dist/langfuse.cjs')).size).toBeLessThan(MOST_BYTES)
})

it.each(['first', 'second'])('prompts list reads few files before its request, the %s time', async () => {
  const list = join(mkdtempSync(join(TEMP, 'files-')), 'files.json')
  const preload = join(ROOT, 'test/fixtures/files-before-request.cjs')
  const env = {...connected(sandbox), FILES_BEFORE_REQUEST: list, NODE_OPTIONS: `--require ${preload}`}
  expect((await run(['prompts', 'list', '--json'], {env})).code).toBe(0)
  const files = JSON.parse(readFileSync(list, 'utf8')) as string[]
  expect(files).toContain(join(ROOT, 'dist/langfuse.cjs'))
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(MOST_FILES)
  expect(files.filter((file) => file.includes('node_modules'))).toEqual([])
})

it('takes away compiled code that nobody has added to for a month, and what was never finished', async () => {
  const cache = mkdtempSync(join(TEMP, 'cache-'))
  const folder = join(cache, 'langfuse/compiled')
  mkdirSync(folder, {recursive: true})
  for (const [name, days] of Object.entries({old: 31, young: 29, 'left.tmp': 0.1, 'new.tmp': 0})) {
    const at = Date.now() / 1000 - days * 24 * 60 * 60
    writeFileSync(join(folder, name), '')
    utimesSync(join(folder, name), at, at)
  }
  expect((await run(['commands'], {env: {XDG_CACHE_HOME: cache}})).code).toBe(0)
  const names = readdirSync(folder)
  expect(names.sort()).toEqual(['new.tmp', expect.stringMatching(/^v\d/), 'young'])
})

it('the version alone loads no program', async () => {
  const preload = join(ROOT, 'test/fixtures/files-before-request.cjs')
  const env = {NODE_OPTIONS: `--require ${preload}`, NODE_DEBUG: 'module'}
  const {stderr, stdout} = await run(['--version'], {env})
  expect(stdout).toMatch(/^langfusectl\/\d/)
  expect(stderr).not.toContain('langfuse.cjs')
})

const TO_STDOUT = [
  '--version',
  '--version --verbose',
  '--help',
  '--help --json',
  'help environment',
  'prompts --help',
  'prompts list --help',
  'completion bash',
  'skill',
]

describe.skipIf(!existsSync('/dev/full'))('what cannot be written to stdout is exit 6', () => {
  it.each(TO_STDOUT)('%s', async (line) => {
    const {code, stderr} = await shell(`langfuse ${line} > /dev/full`)
    expect([code, stderr]).toEqual([
      6,
      expect.stringMatching(/^(Error: |{"error":.*)Cannot write the output: ENOSPC("}})?\n$/),
    ])
  })
})

it.each(TO_STDOUT)('a reader that went away before it said anything ends %s quietly', async (line) => {
  const script = `mkfifo gone; true < gone & exec 3> gone; wait; langfuse ${line} >&3; echo "status $?" >&2`
  const {stderr} = await shell(script, {cwd: mkdtempSync(join(TEMP, 'gone-'))})
  expect(stderr).toBe('status 0\n')
})

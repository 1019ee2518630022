import {execFileSync} from 'node:child_process'
import {existsSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, run, start, TEMP} from './run.js'
import {runOnTerminal} from './terminal.js'

const COLOR = /\u001b\[\d+m/

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
  seedDemo(sandbox.store)
  env = connected(sandbox)
})

beforeEach(() => {
  sandbox.requests.length = 0
})

afterAll(() => sandbox.close())

describe('flags before the command', () => {
  it.each([
    ['--json', ['--json', 'prompts', 'list']],
    ['-o json', ['-o', 'json', 'prompts', 'list', '--limit', '3']],
    ['-ojson', ['-ojson', 'prompts', 'list']],
    ['--output=json -q', ['--output=json', '-q', 'prompts', 'list']],
    ['--host', ['--host', 'SANDBOX', '--json', 'prompts', 'list']],
  ])('%s', async (_, args) => {
    const {code, stdout} = await run(
      args.map((word) => (word === 'SANDBOX' ? sandbox.url : word)),
      {env: args.includes('SANDBOX') ? {...env, LANGFUSE_HOST: 'http://127.0.0.1:1'} : env},
    )
    expect(code).toBe(0)
    expect(Array.isArray(JSON.parse(stdout))).toBe(true)
  })
})

describe('colour', () => {
  const list = ['prompts', 'list', '--limit', '2']

  it('is there on a terminal', async () => {
    expect((await runOnTerminal(list, {env})).raw).toMatch(COLOR)
  })

  it.each([
    ['NO_COLOR', {NO_COLOR: '1'}, []],
    ['TERM=dumb', {TERM: 'dumb'}, []],
    ['FORCE_COLOR=0', {FORCE_COLOR: '0'}, []],
    ['--no-color', {}, ['--no-color']],
  ])('is not there with %s', async (_, more, args) => {
    const {code, raw} = await runOnTerminal([...list, ...args], {env: {...env, ...more}})
    expect(code).toBe(0)
    expect(raw).not.toMatch(COLOR)
    const wrong = await runOnTerminal(['prompts', 'get', 'nothing', ...args], {env: {...env, ...more}})
    expect(wrong.raw).not.toMatch(COLOR)
    const help = await runOnTerminal(['prompts', '--help', ...args], {env: {...env, ...more}})
    expect(help.raw).not.toMatch(COLOR)
  })

  it('is not there in a pipe', async () => {
    const {stdout, stderr} = await run([...list, '-o', 'table'], {env})
    expect(stdout + stderr).not.toMatch(COLOR)
  })

  it('is there in a pipe with FORCE_COLOR', async () => {
    const {stdout} = await run([...list, '-o', 'table'], {env: {...env, FORCE_COLOR: '1'}})
    expect(stdout).toMatch(COLOR)
  })

  it.each([
    ['flags that exclude each other', ['traces', 'list', '--all', '--limit', '3']],
    ['two secrets', ['auth', 'login', '--secret-key=hunter2', '--secret-key-stdin']],
    ['a value that is none of its choices', ['traces', 'list', '--output', 'pdf']],
    ['a number that is none', ['prompts', 'list', '--limit', 'x']],
    ['an unknown flag', ['prompts', 'list', '--lmit', '3']],
    ['a missing argument', ['traces', 'get']],
  ])('of the parser does not get into the message about %s', async (_, args) => {
    const {code, stderr} = await run(args, {env: {...env, FORCE_COLOR: '1'}})
    expect(code).toBe(2)
    expect(stderr).toMatch(COLOR)
    expect(stderr).not.toMatch(/[␀-␟]/)
  })

  it('never gets into data', async () => {
    for (const format of ['json', 'ndjson', 'csv', 'tsv', 'yaml']) {
      const {stdout} = await run([...list, '-o', format], {env: {...env, FORCE_COLOR: '1'}})
      expect(stdout).not.toContain('\u001b')
    }
  })
})

describe('notes', () => {
  it('what is left is said on stderr, and --quiet leaves it out', async () => {
    const list = ['datasets', 'items', 'list', '--dataset-name', 'production-sample', '-o', 'ndjson']
    const [loud, quiet, typed] = await Promise.all([
      run(list, {env}),
      run([...list, '-q'], {env}),
      run([...list, '--limit', '50'], {env}),
    ])
    expect(loud.stderr).toBe('50 of 12,000 shown; --all for the rest\n')
    expect(quiet.stderr).toBe('')
    expect(typed.stderr).toBe('')
    expect(loud.stdout).toBe(quiet.stdout)
  })

  it('an empty list is an empty list', async () => {
    const none = ['prompts', 'list', '--name', 'nothing']
    const [json, ndjson, csv, tsv] = await Promise.all(
      ['json', 'ndjson', 'csv', 'tsv'].map((format) => run([...none, '-o', format], {env})),
    )
    expect([json?.stdout, ndjson?.stdout, tsv?.stdout]).toEqual(['[]\n', '', ''])
    expect(csv?.stdout).toMatch(/^name,/)
    expect((await runOnTerminal(none, {env})).raw).toContain('Nothing found')
  })
})

it('--env gives host and keys, and beats the environment', async () => {
  const file = join(TEMP, 'keys.env')
  const {publicKey, secretKey} = sandbox.keys.project
  writeFileSync(
    file,
    `LANGFUSE_HOST=${sandbox.url}\nLANGFUSE_PUBLIC_KEY="${publicKey}"\nLANGFUSE_SECRET_KEY=${secretKey}\n`,
  )
  const wrong = {LANGFUSE_HOST: 'http://127.0.0.1:1', LANGFUSE_PUBLIC_KEY: 'pk', LANGFUSE_SECRET_KEY: 'sk'}
  const {code, stdout} = await run(['projects', 'list', '--env', file, '--json'], {env: wrong})
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toHaveLength(1)
})

it('--env obeys nothing in the file but the variables of this program', async () => {
  const file = join(TEMP, 'code.env')
  const ran = join(TEMP, 'ran')
  writeFileSync(join(TEMP, 'hook.cjs'), `require('fs').writeFileSync(${JSON.stringify(ran)}, '')`)
  const {publicKey, secretKey} = sandbox.keys.project
  const keys = `LANGFUSE_HOST=${sandbox.url}\nLANGFUSE_PUBLIC_KEY=${publicKey}\nLANGFUSE_SECRET_KEY=${secretKey}\n`
  const others = `NODE_OPTIONS=--require=${join(TEMP, 'hook.cjs')}\nHTTP_PROXY=http://127.0.0.1:9\nNODE_OPTIONS=--bogus\n`
  writeFileSync(file, keys + others)
  expect((await run(['projects', 'list', '--env', file], {env: {}})).code).toBe(0)
  expect(existsSync(ran)).toBe(false)
})

it.skipIf(process.platform === 'win32')(
  '--env says that a pipe does not work, and waits for none (needs mkfifo)',
  async () => {
    const pipe = join(TEMP, 'pipe.env')
    execFileSync('mkfifo', [pipe])
    const waiting = await run(['projects', 'list', '--env', pipe], {env})
    const bash = ['-c', 'langfuse projects list --json --env <(echo LANGFUSE_PUBLIC_KEY=pk)']
    const given = await start('bash', bash, {env}).result
    for (const {code, stderr} of [waiting, given]) {
      expect({code, stderr}).toEqual({code: 6, stderr: expect.stringContaining('not a regular file')})
    }
  },
)

describe('a server of the other version', () => {
  let modern: Sandbox

  beforeAll(async () => {
    modern = await startSandbox({mode: '4-events-only'})
    seedDemo(modern.store)
  })

  afterAll(() => modern.close())

  it('has no way to delete a run, and says so in one sentence', async () => {
    const args = ['datasets', 'runs', 'delete', 'support/golden', 'x', '--yes', '--json']
    const {code, stdout, stderr} = await run(args, {env: connected(modern)})
    expect({code, stdout}).toEqual({code: 5, stdout: ''})
    expect(JSON.parse(stderr).error).toMatchObject({code: 'not_available'})
  })

  it('answers what has another route there', async () => {
    const {code, stdout} = await run(['datasets', 'runs', 'list', 'support/golden', '--json'], {env: connected(modern)})
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toHaveLength(3)
  })

  it('serves the rest', async () => {
    const {code, stdout} = await run(['prompts', 'list', '--all', '--json'], {env: connected(modern)})
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toHaveLength(30)
  })

  it('--api-version 3 keeps to the older route, which is not there', async () => {
    const args = ['datasets', 'runs', 'list', 'support/golden', '--api-version', '3']
    const {code, stderr} = await run(args, {env: connected(modern)})
    expect(code).toBe(5)
    expect(stderr).toContain('needs a server of version')
  })
})

it.each(['/', '/api/public', '/api/public/'])('a host that ends in %s is the same host', async (end) => {
  const {code} = await run(['health', '--host', sandbox.url + end], {env})
  expect(code).toBe(0)
  expect(sandbox.requests.map(({path}) => path)).toEqual(['/api/public/health'])
})

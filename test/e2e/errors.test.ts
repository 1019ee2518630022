import {writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, run, TEMP} from './run.js'

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
  seedDemo(sandbox.store)
  env = connected(sandbox)
})

beforeEach(() => {
  sandbox.requests.length = 0
  sandbox.faults.length = 0
})

afterAll(() => sandbox.close())

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const {port} = server.address() as {port: number}
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('bad input is exit 2 (or as said), and nothing is sent', () => {
  writeFileSync(join(TEMP, 'broken.json'), '{"name": "x",\n "config": {"a": 1,}}')
  const create = ['prompts', 'create', '--name', 'x', '--prompt', 'y']
  it.each<[string, string[], string, string, number?]>([
    ['a host that is not a valid URL', ['prompts', 'list', '--host', 'nowhere'], 'usage', 'is not a valid URL'],
    ['--limit 0', ['prompts', 'list', '--limit', '0'], 'usage', 'limit'],
    ['--limit with --all', ['prompts', 'list', '--limit', '5', '--all'], 'usage', '--all'],
    ['--timeout 30000', ['prompts', 'list', '--timeout', '30000'], 'usage', 'timeout'],
    [
      'an unknown field in --body',
      ['prompts', 'create', '--body', '{"name":"x","prompt":"y","lables":[]}'],
      'usage',
      'lables',
    ],
    ['broken JSON in --body', ['prompts', 'create', '--body', '{"name": oops}'], 'usage', 'line 1, column 10'],
    ['broken JSON in a file', ['prompts', 'create', '--body', '@broken.json'], 'usage', 'line 2'],
    ['a file that is not there', ['prompts', 'create', '--body', '@missing.json'], 'file', 'missing.json', 6],
    ['writing the label latest', [...create, '--label', 'latest'], 'usage', 'latest'],
    ['writing a label with capitals', [...create, '--label', 'Prod'], 'usage', '--label'],
    ['--version with --label', ['prompts', 'get', 'x', '--version', '1', '--label', 'a'], 'usage', '--label'],
    ['--page with --cursor', ['prompts', 'list', '--page', '2', '--cursor', 'x'], 'usage', '--cursor'],
    ['a date without meaning', ['prompts', 'list', '--from', '2026-02-30'], 'usage', '2026-02-30'],
    ['an unknown command', ['prompts', 'lsit'], 'usage', 'prompts list'],
    ['an unknown topic', ['promts', 'list'], 'usage', 'prompts list'],
    ['an unknown flag', ['prompts', 'list', '--lable', 'x'], 'usage', '--label'],
    ['a topic with a flag', ['prompts', '--bogus'], 'usage', 'prompts'],
    ['an unknown format', ['prompts', 'list', '-o', 'xml'], 'usage', 'xml'],
    ['an argument too many', ['prompts', 'list', 'extra'], 'usage', 'extra'],
    ['a missing argument', ['prompts', 'get'], 'usage', 'Missing argument PROMPT-NAME'],
    ['a missing value', ['prompts', 'list', '--label'], 'usage', '--label'],
    ['no number', ['prompts', 'list', '--limit', 'ten'], 'usage', 'ten'],
    ['an empty stdin', [...create.slice(0, 4), '--prompt', '-'], 'usage', 'stdin is empty'],
    ['a column that is not there', ['prompts', 'list', '--columns', ','], 'usage', '--columns'],
    ['profile with env file', ['prompts', 'list', '--profile', 'a', '--env', 'broken.json'], 'usage', '--env'],
    ['a profile that is not there', ['prompts', 'list', '--profile', 'a'], 'credentials', 'no profile', 3],
    ['deleting without a yes', ['prompts', 'delete', 'tone-of-voice'], 'usage', '--yes'],
  ])('%s', async (_, args, code, text, exit = 2) => {
    const words = args.includes('-o') ? args : [...args, '--json']
    const asked = {...env, ...(args.includes('-o') ? {LANGFUSE_CLI_OUTPUT: 'json'} : {})}
    const [json, people] = await Promise.all([
      run(args.includes('xml') ? args : words, {env: asked, stdin: ''}),
      run(args, {env, stdin: ''}),
    ])
    expect(people.code).toBe(exit)
    expect(people.stdout).toBe('')
    expect(people.stderr).toMatch(/^Error: /)
    expect(people.stderr).toContain(text)
    expect(people.stderr).not.toMatch(/\n {4}at /)
    expect(json.code).toBe(exit)
    expect(json.stdout).toBe('')
    if (!args.includes('xml')) expect(JSON.parse(json.stderr).error).toMatchObject({code, message: expect.any(String)})
    expect(sandbox.requests).toEqual([])
  })
})

it('stdin twice is exit 2, and nothing is sent', async () => {
  const args = ['prompts', 'create', '--name', 'x', '--prompt', '-', '--config', '-']
  const {code, stderr} = await run(args, {env, stdin: 'text'})
  expect(code).toBe(2)
  expect(stderr).toContain('only once')
  expect(sandbox.requests).toEqual([])
})

describe('JSON errors by the variable, wherever they come from', () => {
  it.each([
    ['a parse error', ['prompts', 'list', '--limit', 'ten'], 2, 'usage'],
    ['an unknown command', ['bogus'], 2, 'usage'],
    ['an unknown flag before the command', ['--bogus', 'prompts', 'list'], 2, 'usage'],
    ['an answer', ['prompts', 'get', 'nothing-here'], 8, 'not_found'],
  ])('%s', async (_, args, exit, code) => {
    const {code: status, stdout, stderr} = await run(args, {env: {...env, LANGFUSE_CLI_OUTPUT: 'json'}})
    expect({status, stdout}).toEqual({status: exit, stdout: ''})
    expect(JSON.parse(stderr).error.code).toBe(code)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('--output beats it', async () => {
    const {stderr} = await run(['prompts', 'get', 'nothing-here', '-o', 'yaml'], {
      env: {...env, LANGFUSE_CLI_OUTPUT: 'json'},
    })
    expect(stderr).toMatch(/^Error: /)
  })
})

describe('the network', () => {
  it('nothing that listens is exit 4, after all tries', async () => {
    const host = `http://127.0.0.1:${await closedPort()}`
    const {code, stdout, stderr} = await run(['prompts', 'list', '--retries', '1', '--host', host], {env})
    expect({code, stdout}).toEqual({code: 4, stdout: ''})
    expect(stderr).toContain(`Connection refused: ${host}`)
  })

  it('no such host is exit 4', async () => {
    const host = 'http://nobody.invalid'
    const {code, stderr} = await run(['prompts', 'list', '--retries', '0', '--host', host], {env})
    expect(code).toBe(4)
    expect(stderr).toContain('nobody.invalid')
  })

  it('TLS asked of a server that speaks none is exit 4', async () => {
    const host = sandbox.url.replace('http:', 'https:')
    const {code, stderr} = await run(['prompts', 'list', '--retries', '0', '--host', host, '--json'], {env})
    expect(code).toBe(4)
    const {error} = JSON.parse(stderr)
    expect(error.code).toBe('network')
    expect(error.message).not.toMatch(/[A-F0-9]{16}|\n|openssl/)
    expect(error.hint).toContain('http://')
  })
})

it('every message of a failure names the host and where the keys come from', async () => {
  const {code, stderr} = await run(['datasets', 'get', 'nothing-here'], {env})
  expect(code).toBe(8)
  expect(stderr).toContain(`${sandbox.url} (keys from LANGFUSE_PUBLIC_KEY)`)
})

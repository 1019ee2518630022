import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, run} from './run.js'
import {plain, runOnTerminal} from './terminal.js'

const DELETE = ['prompts', 'delete', 'greet']
const QUESTION = '(y/N)'

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
  env = connected(sandbox)
})

beforeEach(() => {
  sandbox.store.prompts.clear()
  createPrompt(sandbox.store, {name: 'greet', prompt: 'Hello', labels: ['production']})
  createPrompt(sandbox.store, {name: 'greet', prompt: 'Hi', labels: ['staging']})
  sandbox.requests.length = 0
})

afterAll(() => sandbox.close())

function deletions(): number {
  return sandbox.requests.filter(({method}) => method === 'DELETE').length
}

it('asks on a terminal, says what goes, and y deletes', async () => {
  const {code, raw} = await runOnTerminal(DELETE, {env, columns: 200, type: [{after: QUESTION, text: 'y\r'}]})
  expect(code).toBe(0)
  expect(plain(raw)).toContain('prompt greet, all 2 versions')
  expect(plain(raw)).toContain('production is among them')
  expect(plain(raw)).toContain(`on ${sandbox.url} (keys from LANGFUSE_PUBLIC_KEY)?`)
  expect(plain(raw)).toContain('✓ Deleted prompt greet')
  expect(deletions()).toBe(1)
  expect(sandbox.store.prompts.size).toBe(0)
})

it.each([
  ['n', 'n\r'],
  ['Enter', '\r'],
])('%s deletes nothing', async (_, text) => {
  const {code, raw} = await runOnTerminal(DELETE, {env, columns: 200, type: [{after: QUESTION, text}]})
  expect(code).toBe(0)
  expect(plain(raw)).toContain('Nothing was deleted')
  expect(deletions()).toBe(0)
})

it('Ctrl-C deletes nothing and exits 130', async () => {
  const {code, raw} = await runOnTerminal(DELETE, {env, columns: 200, type: [{after: QUESTION, text: '\u0003'}]})
  expect(code).toBe(130)
  expect(plain(raw)).toContain('Interrupted')
  expect(plain(raw)).not.toMatch(/\n {4}at /)
  expect(deletions()).toBe(0)
})

it('--yes does not ask on a terminal', async () => {
  const {code, raw} = await runOnTerminal([...DELETE, '--yes'], {env})
  expect(code).toBe(0)
  expect(plain(raw)).not.toContain(QUESTION)
  expect(deletions()).toBe(1)
})

it('without a terminal it needs --yes, and nothing is sent', async () => {
  const {code, stdout, stderr} = await run(DELETE, {env})
  expect({code, stdout}).toEqual({code: 2, stdout: ''})
  expect(stderr).toContain('--yes')
  expect(sandbox.requests).toEqual([])
})

it('a yes on stdin is no terminal', async () => {
  const {code} = await run(DELETE, {env, stdin: 'y\n'})
  expect(code).toBe(2)
  expect(sandbox.requests).toEqual([])
})

it('a deletion prints nothing on stdout, or what the server sent with --json', async () => {
  const quiet = await run([...DELETE, '--version', '1', '--yes'], {env})
  expect(quiet).toMatchObject({code: 0, stdout: ''})
  expect(quiet.stderr).toBe('✓ Deleted version 1 of prompt greet\n')
  const json = await run([...DELETE, '--yes', '--json'], {env})
  expect(JSON.parse(json.stdout)).toEqual({})
})

import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {createDataset} from '../../sandbox/resources/datasets/datasets.js'
import {createItem} from '../../sandbox/resources/datasets/items.js'
import {createRunItem} from '../../sandbox/resources/datasets/runs.js'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {connected, run} from './run.js'

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(async () => {
  sandbox = await startSandbox()
  env = connected(sandbox)
  createDataset(sandbox.store, {name: 'golden'})
})

beforeEach(() => {
  sandbox.requests.length = 0
  sandbox.faults.length = 0
})

afterAll(() => sandbox.close())

function sent(): string[] {
  return sandbox.requests.map(({method, path}) => `${method} ${path.replace('/api/public', '')}`)
}

describe('a rate limit', () => {
  it('is waited for as long as Retry-After says', async () => {
    sandbox.faults.push({status: 429, headers: {'retry-after': '1'}})
    const {code, stderr} = await run(['datasets', 'list', '--all', '--json'], {env})
    expect(code).toBe(0)
    expect(stderr).toContain('1 of 1, 1 retry')
    const [first, second] = sandbox.requests.map(({at}) => at)
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(990)
    expect(sandbox.requests).toHaveLength(2)
  })

  it('past --max-wait is exit 9 at once', async () => {
    sandbox.faults.push({status: 429, headers: {'retry-after': '120'}})
    const {code, stdout, stderr} = await run(['datasets', 'list', '--json'], {env})
    expect({code, stdout}).toEqual({code: 9, stdout: ''})
    const {error} = JSON.parse(stderr)
    expect(error).toMatchObject({code: 'rate_limited', status: 429})
    expect(error.hint).toContain('--max-wait 120')
    expect(sandbox.requests).toHaveLength(1)
  })

  it('is tried again for a request that makes something, because the server refused it', async () => {
    sandbox.faults.push({status: 429, headers: {'retry-after': '0'}})
    const {code} = await run(['prompts', 'create', '--name', 'limited', '--prompt', 'x'], {env})
    expect(code).toBe(0)
    expect(sandbox.store.prompts.get('limited')).toHaveLength(1)
  })

  it('that stays is exit 9 after the last try', async () => {
    sandbox.faults.push({status: 429, headers: {'retry-after': '0'}, times: 9})
    const {code} = await run(['datasets', 'list', '--retries', '2'], {env})
    expect(code).toBe(9)
    expect(sandbox.requests).toHaveLength(3)
  })
})

describe('a connection that breaks', () => {
  it('is made again for a read', async () => {
    sandbox.faults.push({reset: true})
    const {code, stdout} = await run(['datasets', 'get', 'golden'], {env})
    expect(code).toBe(0)
    expect(JSON.parse(stdout).name).toBe('golden')
    expect(sandbox.requests).toHaveLength(2)
  })

  it('again and again is exit 4 with the number of tries', async () => {
    sandbox.faults.push({reset: true, times: 9})
    const {code, stdout, stderr} = await run(['datasets', 'get', 'golden', '--retries', '1'], {env})
    expect({code, stdout}).toEqual({code: 4, stdout: ''})
    expect(stderr).toContain('The connection was cut')
    expect(sandbox.requests).toHaveLength(2)
  })

  it('is not made again for a request that may have made something', async () => {
    sandbox.faults.push({resetAfter: true, after: 1})
    const {code} = await run(['prompts', 'create', '--name', 'once', '--prompt', 'x'], {env})
    expect(code).toBe(4)
    expect(sent()).toEqual(['GET /v2/prompts/once', 'POST /v2/prompts'])
    expect(sandbox.store.prompts.get('once')).toHaveLength(1)
  })

  it('is not made again for an item without an id', async () => {
    sandbox.faults.push({resetAfter: true})
    const {code} = await run(['datasets', 'items', 'create', '--dataset-name', 'golden', '--input', 'x'], {env})
    expect(code).toBe(4)
    expect(sent()).toEqual(['POST /dataset-items'])
  })

  it('is made again for an item with an id', async () => {
    sandbox.faults.push({resetAfter: true})
    const args = ['datasets', 'items', 'create', '--dataset-name', 'golden', '--id', 'mine', '--input', 'x']
    const {code, stdout} = await run(args, {env})
    expect(code).toBe(0)
    expect(JSON.parse(stdout).id).toBe('mine')
    expect(sent()).toEqual(['POST /dataset-items', 'POST /dataset-items'])
  })

  it.each([
    ['an item', ['datasets', 'items', 'delete', 'gone'], 'item gone'],
    ['a prompt', ['prompts', 'delete', 'gone'], 'prompt gone'],
    ['a run', ['datasets', 'runs', 'delete', 'golden', 'gone'], 'run gone'],
  ])('after %s was deleted means that it is deleted', async (_, args, what) => {
    createItem(sandbox.store, {datasetName: 'golden', id: 'gone', input: 'x'})
    createPrompt(sandbox.store, {name: 'gone', prompt: 'x'})
    createRunItem(sandbox.store, {runName: 'gone', datasetItemId: 'gone', traceId: 't'})
    sandbox.faults.push({resetAfter: true})
    const {code, stdout, stderr} = await run([...args, '--yes'], {env})
    expect({code, stdout}).toEqual({code: 0, stdout: ''})
    expect(stderr).toContain(what)
    expect(sandbox.requests).toHaveLength(2)
    const again = await run([...args, '--yes'], {env})
    expect(again.code).toBe(8)
  })

  it('in the middle of a body is one like any other', async () => {
    sandbox.faults.push({cutBody: 10})
    const {code, stdout} = await run(['datasets', 'get', 'golden'], {env})
    expect(code).toBe(0)
    expect(JSON.parse(stdout).name).toBe('golden')
    sandbox.faults.push({cutBody: 10, after: 1})
    const made = await run(['prompts', 'create', '--name', 'cut', '--prompt', 'x'], {env})
    expect(made.code).toBe(4)
    expect(sandbox.store.prompts.get('cut')).toHaveLength(1)
  })
})

describe('a server that fails', () => {
  it.each([502, 503, 504])('with %i is asked again', async (status) => {
    sandbox.faults.push({status})
    const {code} = await run(['datasets', 'get', 'golden'], {env})
    expect(code).toBe(0)
    expect(sandbox.requests).toHaveLength(2)
  })

  it('with 500 is not', async () => {
    sandbox.faults.push({status: 500})
    const {code, stderr} = await run(['datasets', 'get', 'golden', '--json'], {env})
    expect(code).toBe(5)
    expect(JSON.parse(stderr).error).toMatchObject({code: 'rejected', status: 500})
    expect(sandbox.requests).toHaveLength(1)
  })

  it('health with 503 is an answer, printed and not asked for again', async () => {
    sandbox.faults.push({status: 503, body: {status: 'Database not available', version: '3.225.4'}})
    const {code, stdout} = await run(['health'], {env})
    expect(code).toBe(5)
    expect(JSON.parse(stdout)).toMatchObject({status: 'Database not available'})
    expect(sandbox.requests).toHaveLength(1)
  })

  it('that does not answer in time is exit 4', async () => {
    sandbox.faults.push({delayMs: 20_000})
    const {code, stderr} = await run(['datasets', 'get', 'golden', '--timeout', '1', '--retries', '0'], {env})
    expect(code).toBe(4)
    expect(stderr).toContain('No answer within 1 s')
  })

  it('--verbose has a line for each try, without keys', async () => {
    sandbox.faults.push({status: 503})
    const {stderr} = await run(['datasets', 'get', 'golden', '--verbose'], {env})
    expect(stderr).toMatch(/^GET \/api\/public\/v2\/datasets\/golden 503 \d+ ms$/m)
    expect(stderr).toMatch(/^GET \/api\/public\/v2\/datasets\/golden 200 \d+ ms \(try 2\)$/m)
  })
})

import {closeSync, openSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {seedItems} from '../../sandbox/seeds/seed.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {idsIn} from './formats.js'
import {connected, run, shell, start, startCli, TEMP, until} from './run.js'
import {runOnTerminal} from './terminal.js'

const LIST = ['datasets', 'items', 'list', '--dataset-name']
const ALL = [...LIST, 'many', '--all']
/** Newest first, as the server lists them. */
const IDS = Array.from({length: 450}, (_, index) => `many-${450 - index}`)

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
  seedItems(sandbox.store, 'many', 450)
  seedItems(sandbox.store, 'endless', 12_000)
})

beforeEach(() => {
  sandbox.requests.length = 0
  sandbox.faults.length = 0
})

afterAll(() => sandbox.close())

function pageOf(request: {query: URLSearchParams}): string | null {
  return request.query.get('page')
}

describe.each(['json', 'ndjson', 'csv', 'tsv', 'yaml'])('%s', (format) => {
  it('has row 1 out before page 2 is asked for', async () => {
    const file = join(TEMP, `first.${format}`)
    const stdout = openSync(file, 'w')
    const before: string[] = []
    const when = (request: {query: URLSearchParams}) => {
      if (pageOf(request) === '2') before.push(readFileSync(file, 'utf8'))
      return false
    }
    sandbox.faults.push({when})
    const {code} = await run([...ALL, '-o', format], {env: connected(sandbox), stdout})
    closeSync(stdout)
    expect(code).toBe(0)
    expect(before).toHaveLength(1)
    expect(idsIn[format]?.(before[0] ?? '')).toEqual(IDS.slice(0, 100))
    expect(idsIn[format]?.(readFileSync(file, 'utf8'))).toEqual(IDS)
  })
})

it('asks for no page more while nobody reads, in the time that another one takes for all of them', async () => {
  const endless = [...LIST, 'endless', '--all', '--json']
  const {child, result} = startCli(endless, {env: connected(sandbox)})
  child.stdout?.pause()
  await until(() => sandbox.requests.length > 0)
  const other = await run(endless, {env: connected(sandbox)})
  expect(JSON.parse(other.stdout)).toHaveLength(12_000)
  expect(sandbox.requests.length - 120).toBeLessThan(10)
  child.stdout?.resume()
  expect(JSON.parse((await result).stdout)).toHaveLength(12_000)
})

it.each(['json', 'ndjson', 'csv', 'tsv', 'yaml'])('stops quietly when head has its line of %s', async (format) => {
  const line = `langfuse ${LIST.join(' ')} endless --all -o ${format} | head -1; exit \${PIPESTATUS[0]}`
  const {code, stdout, stderr} = await shell(line, {env: connected(sandbox)})
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  expect(stdout.trimEnd().split('\n')).toHaveLength(1)
  expect(sandbox.requests.length).toBeLessThanOrEqual(3)
})

it('Ctrl-C in the middle of a list exits 130 and says how far it came', async () => {
  sandbox.faults.push({when: (request) => pageOf(request) === '3', delayMs: 30_000})
  const running = startCli([...ALL, '--json', '--verbose'], {env: connected(sandbox)})
  await running.seen('stdout', 'many-300')
  await running.seen('stdout', 'many-251')
  await until(() => sandbox.requests.length === 3)
  running.child.kill('SIGINT')
  const {code, stdout, stderr} = await running.result
  expect(code).toBe(130)
  expect(idsIn.json?.(stdout)).toEqual(IDS.slice(0, 200))
  const {error} = JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')
  expect(error.code).toBe('interrupted')
  expect(error.hint).toContain('200 rows were written. The rest: the same command with --page 3')
})

it('Ctrl-C while a rate limit is waited for exits 130', async () => {
  sandbox.faults.push({status: 429, headers: {'retry-after': '40'}})
  const running = startCli([...LIST, 'many', '--verbose'], {env: connected(sandbox)})
  await running.seen('stderr', 'trying again in 40.')
  running.child.kill('SIGINT')
  const {code, stdout, stderr} = await running.result
  expect({code, stdout}).toEqual({code: 130, stdout: ''})
  expect(stderr).toContain('Interrupted')
  expect(sandbox.requests).toHaveLength(1)
})

it('Ctrl-C typed on a terminal exits 130', async () => {
  sandbox.faults.push({delayMs: 30_000})
  const {code, raw} = await runOnTerminal([...LIST, 'many'], {
    env: connected(sandbox),
    type: [{after: 'asking', text: '\u0003'}],
  })
  expect(code).toBe(130)
  expect(raw).toContain('Interrupted')
})

describe('stdout that takes nothing', () => {
  it('a full disk is an error of a file, and ends the list', async () => {
    const {code, stderr} = await shell(`langfuse ${ALL.join(' ')} -o tsv > /dev/full`, {env: connected(sandbox)})
    expect(code).toBe(6)
    expect(stderr).toBe('Error: Cannot write the output: ENOSPC\n')
    expect(sandbox.requests).toHaveLength(1)
  })

  it('a full disk is one for a single object too', async () => {
    const {code, stderr} = await shell('langfuse datasets get many --json > /dev/full', {env: connected(sandbox)})
    expect(code).toBe(6)
    expect(JSON.parse(stderr).error.code).toBe('file')
  })

  it('a closed stdout is what Node makes of it: /dev/null, and nothing breaks', async () => {
    const {code, stderr} = await shell('langfuse datasets get many --json >&-', {env: connected(sandbox)})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
  })
})

it('a closed stderr does not stop the data', async () => {
  const {code, stdout} = await start('bash', ['-c', `langfuse ${LIST.join(' ')} endless --limit 3 -o ndjson 2>&-`], {
    env: connected(sandbox),
  }).result
  expect(code).toBe(0)
  expect(idsIn.ndjson?.(stdout)).toHaveLength(3)
})

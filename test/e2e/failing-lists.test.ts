import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {seedItems} from '../../sandbox/seeds/seed.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {idsIn} from './formats.js'
import {runInProcess} from './in-process.js'
import {connected} from './run.js'
import {runOnTerminal} from './terminal.js'

const LIST = ['datasets', 'items', 'list', '--dataset-name']
const ALL = [...LIST, 'many', '--all']
/** Newest first, as the server lists them. */
const IDS = Array.from({length: 450}, (_, index) => `many-${450 - index}`)

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
  seedItems(sandbox.store, 'many', 450)
})

beforeEach(() => {
  sandbox.requests.length = 0
  sandbox.faults.length = 0
})

afterAll(() => sandbox.close())

function pageOf(request: {query: URLSearchParams}): string | null {
  return request.query.get('page')
}

/** The words after "the same command with" in an error of either form. */
function continuation(stderr: string): string[] {
  const words = /the same command with ([^\n"\\]+)/.exec(stderr)?.[1]
  return words?.trim().split(' ') ?? []
}

describe.each(Object.keys(idsIn))('a list that fails on page 3, as %s', (format) => {
  const env = () => connected(sandbox)
  const args = [...LIST, 'many', '-o', format, '--retries', '0']

  async function failing(more: string[]) {
    const {code, stdout, stderr} = await runInProcess([...args, ...more], {env: env()})
    sandbox.faults.length = 0
    const rest = await runInProcess([...args, ...continuation(stderr)], {env: env()})
    return {code, stdout, stderr, rest}
  }

  it('keeps the rows of a 500, says how many, and where to go on', async () => {
    sandbox.faults.push({when: (request) => pageOf(request) === '3', status: 500})
    const {code, stdout, stderr, rest} = await failing(['--all'])
    expect(code).toBe(5)
    expect(stderr).toContain('200 rows were written')
    expect(idsIn[format]?.(stdout)).toEqual(IDS.slice(0, 200))
    if (format === 'json') expect(() => JSON.parse(stdout)).toThrow()
    expect(rest.code).toBe(0)
    expect(idsIn[format]?.(rest.stdout)).toEqual(IDS.slice(200))
  })

  it('keeps the rows before a body that is cut', async () => {
    sandbox.faults.push({when: (request) => pageOf(request) === '3', cutBody: 700})
    const {code, stdout, stderr, rest} = await failing(['--all', '--page-size', '50'])
    expect(code).toBe(4)
    expect(stderr).toContain('100 rows were written')
    expect([...(idsIn[format]?.(stdout) ?? []), ...(idsIn[format]?.(rest.stdout) ?? [])]).toEqual(IDS)
  })

  it('goes on to a limit that is no multiple of the page', async () => {
    sandbox.faults.push({when: (request) => pageOf(request) === '3', status: 500})
    const {stdout, stderr, rest} = await failing(['--limit', '250'])
    expect(continuation(stderr)).toEqual(['--page', '3', '--page-size', '100', '--limit', '50'])
    expect([...(idsIn[format]?.(stdout) ?? []), ...(idsIn[format]?.(rest.stdout) ?? [])]).toEqual(IDS.slice(0, 250))
  })

  it('goes on to the limit that was asked for, no further', async () => {
    sandbox.faults.push({when: (request) => pageOf(request) === '3', status: 500})
    const {stdout, rest} = await failing(['--limit', '37', '--page-size', '10'])
    expect([...(idsIn[format]?.(stdout) ?? []), ...(idsIn[format]?.(rest.stdout) ?? [])]).toEqual(IDS.slice(0, 37))
  })
})

it('begins at a page of the size that is given, however few of them are wanted', async () => {
  const line = [...LIST, 'many', '--page', '2', '--page-size', '50', '--limit', '10', '-o', 'ndjson']
  const {stdout} = await runInProcess(line, {
    env: connected(sandbox),
  })
  expect(sandbox.requests.map((request) => [pageOf(request), request.query.get('limit')])).toEqual([['2', '50']])
  expect(idsIn.ndjson?.(stdout)).toEqual(IDS.slice(50, 60))
})

it('says it on stderr in JSON where JSON was asked for', async () => {
  sandbox.faults.push({when: (request) => pageOf(request) === '3', status: 500})
  const {stderr} = await runInProcess([...ALL, '--json'], {env: connected(sandbox)})
  const {error} = JSON.parse(stderr)
  expect(error).toMatchObject({code: 'rejected', status: 500})
  expect(error.hint).toContain('200 rows were written. The rest: the same command with --page 3 --page-size 100 --all')
})

it('shows the rows that it has as a table on a terminal, then the error', async () => {
  sandbox.faults.push({when: (request) => pageOf(request) === '3', status: 500})
  const {code, lines} = await runOnTerminal(ALL, {env: connected(sandbox)})
  expect(code).toBe(5)
  expect(lines.filter((line) => line.startsWith('many-'))).toHaveLength(200)
  expect(lines.join('\n').indexOf('Error:')).toBeGreaterThan(lines.join('\n').lastIndexOf('many-'))
})

it('a body that is cut once is asked for again, and no row is missing or twice', async () => {
  sandbox.faults.push({when: (request) => pageOf(request) === '2', cutBody: 700})
  const {code, stdout, stderr} = await runInProcess([...ALL, '-o', 'ndjson'], {env: connected(sandbox)})
  expect(code).toBe(0)
  expect(idsIn.ndjson?.(stdout)).toEqual(IDS)
  expect(stderr).toContain('450 of 450, 1 retry')
  expect(sandbox.requests.map(pageOf)).toEqual(['1', '2', '2', '3', '4', '5'])
})

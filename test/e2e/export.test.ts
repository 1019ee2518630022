import {closeSync, openSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {seedManyTraces} from '../../sandbox/seeds/many-traces.js'
import {type Fault, type Sandbox, startSandbox} from '../../sandbox/server.js'
import {putObservation, putTrace} from '../../sandbox/store/traces.js'
import {BIN, connected, start, TEMP} from './run.js'

const EXPORT = ['traces', 'list', '--from', '7d', '--all', '-o', 'ndjson']
const PRELOAD = join(process.cwd(), 'bench/preload.mjs')
const COUNT = 8_000
/** More than an id takes, which a walk may remember; less than a row. */
const ID_BYTES = 200
const DAY_MS = 24 * 60 * 60 * 1000

/** A rate limit and a broken connection, in the middle of the pages. */
function mishaps(): Fault[] {
  const list = ({path}: {path: string}) => /\/(traces|v2\/observations)$/.test(path)
  return [
    {when: list, after: 13, status: 429, headers: {'retry-after': '0'}},
    {when: list, after: 40, reset: true},
    {when: list, after: 65, cutBody: 100},
  ]
}

function seed({store}: Sandbox, count: number): void {
  seedManyTraces(store, count, Date.now() - 60_000)
  const timestamp = new Date(Date.now() - 8 * DAY_MS).toISOString()
  putTrace(store, {id: 'of-the-week-before', timestamp})
  putObservation(store, {id: 'of-the-week-before-root', traceId: 'of-the-week-before', startTime: timestamp})
}

/** Exports into a file, as in a shell. Gives the ids, and the most bytes that were in use after a garbage collection. */
async function exported(sandbox: Sandbox, name: string) {
  const file = join(TEMP, `${name}.ndjson`)
  const usage = join(TEMP, `${name}.json`)
  const stdout = openSync(file, 'w')
  const env = connected(sandbox, {BENCH_USAGE_FILE: usage})
  const {code, stderr} = await start(process.execPath, ['--expose-gc', '--import', PRELOAD, BIN, ...EXPORT], {
    env,
    stdout,
  }).result
  closeSync(stdout)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const {live} = JSON.parse(readFileSync(usage, 'utf8')) as {live: number}
  return {code, stderr, ids: lines.map((line) => JSON.parse(line).id as string), live}
}

describe.each(['3', '4-events-only'] as const)('the traces of the last week, from %s', (mode) => {
  let large: Sandbox
  let small: Sandbox

  beforeAll(async () => {
    large = await startSandbox({mode})
    small = await startSandbox({mode})
    seed(large, COUNT)
    seed(small, COUNT / 2)
  })

  afterAll(async () => {
    await large.close()
    await small.close()
  })

  it('come once each, newest first, through a rate limit and broken connections, in memory that does not grow with them', async () => {
    const few = await exported(small, `few-${mode}`)
    large.faults.push(...mishaps())
    const {code, stderr, ids, live} = await exported(large, `many-${mode}`)
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('3 retries')})
    expect(ids).toHaveLength(COUNT)
    expect(new Set(ids).size).toBe(COUNT)
    expect(ids).not.toContain('of-the-week-before')
    const seconds = ids.map((id) => Math.ceil(Number(id.slice(5)) / 5))
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a))
    expect(large.requests.length).toBeGreaterThanOrEqual(COUNT / 100)
    expect(few.ids).toHaveLength(COUNT / 2)
    expect(live - few.live).toBeLessThan((ids.length - few.ids.length) * ID_BYTES)
  })
})

import nock from 'nock'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {MODES} from '../../sandbox/http/modes.js'
import {seedHardTraces} from '../../sandbox/seeds/hard-traces.js'
import {seedManyTraces} from '../../sandbox/seeds/many-traces.js'
import {seedTrace} from '../../sandbox/seeds/seed-trace.js'
import type {Mode, Sandbox} from '../../sandbox/server.js'
import {putObservation} from '../../sandbox/store/traces.js'
import {idsOf, open, runOn} from '../server-versions/one.js'

let sandbox: Sandbox

beforeAll(() => nock.restore())
afterAll(() => nock.activate())

async function begin(mode: Mode, seed?: (one: Sandbox) => void): Promise<void> {
  sandbox = await open(mode, seed)
}

const run = (line: string) => runOn(sandbox, line)

/** All rows of a list, by its own notes: seven (or so) rows a time. */
async function inSteps(line: string, step: number): Promise<string[]> {
  const ids: string[] = []
  let cursor = ''
  for (let time = 0; time < 100; time += 1) {
    const {stdout, stderr, exitCode} = await run(`${line} --page-size ${step} --limit ${step} -o ndjson ${cursor}`)
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: expect.any(String)})
    ids.push(...idsOf(stdout))
    const next = sandbox.requests.findLast(({query}) => query.has('fields') && query.get('fields') !== 'core')
    const answered = await fetch(`${sandbox.url}${next?.path}?${next?.query}`, {
      headers: {authorization: String(next?.headers.authorization)},
    })
    const {meta} = (await answered.json()) as {meta: {cursor?: string}}
    if (!meta.cursor) return ids
    cursor = `--cursor ${meta.cursor}`
  }
  throw new Error('no end')
}

const HARD = 14

describe('a cursor in the middle', () => {
  beforeAll(() => begin('4-events-only', ({store}) => seedHardTraces(store)))
  afterAll(() => sandbox.close())

  it.each([1, 2, 3, 5, 7, 13])('loses no trace and lists none twice, %i at a time', async (step) => {
    const ids = await inSteps('traces list', step)
    expect([...ids].sort()).toEqual([...new Set(ids)].sort())
    expect(ids).toHaveLength(HARD)
    expect(ids).toEqual(idsOf((await run('traces list --all -o ndjson')).stdout))
  })

  it.each([1, 4, 7])('loses no observation and lists none twice, %i at a time', async (step) => {
    const ids = await inSteps('observations list', step)
    expect(ids).toEqual(idsOf((await run('observations list --all -o ndjson')).stdout))
  })

  it('stands in the note of a list that was not limited', async () => {
    await begin('4-events-only', ({store}) => seedManyTraces(store, 120))
    const first = await run('traces list -o ndjson')
    const [, cursor] = /^50 shown, more follow; --all, or --cursor (\S+)$/m.exec(first.stderr) ?? []
    const rest = await run(`traces list --all -o ndjson --cursor ${cursor}`)
    const ids = [...idsOf(first.stdout), ...idsOf(rest.stdout)]
    expect(ids).toEqual(idsOf((await run('traces list --all -o ndjson')).stdout))
    expect(new Set(ids).size).toBe(120)
    await sandbox.close()
    await begin('4-events-only', ({store}) => seedHardTraces(store))
  })

  it('goes on over a trace of which both roots are still to come', async () => {
    const {stdout} = await run('traces list --limit 2 -o ndjson --to 2026-11-10T09:02:00Z')
    expect(idsOf(stdout)).toEqual(['two-roots', 'plain'])
  })
})

describe('roots of one trace', () => {
  beforeAll(() =>
    begin('4-events-only', ({store}) => {
      seedTrace(store, {id: 'older', name: 'older'}, {'older-root': [0, 1]})
      for (let root = 1; root <= 30; root += 1) {
        const times: [number, number] = [root * 2, root * 2 + 1]
        const id = `many-root-${root}`
        putObservation(store, {
          id,
          traceId: 'many-roots',
          startTime: new Date(Date.UTC(2026, 10, 10, 9, 1, times[0])).toISOString(),
          endTime: new Date(Date.UTC(2026, 10, 10, 9, 1, times[1])).toISOString(),
        })
      }
    }),
  )
  afterAll(() => sandbox.close())

  it.each([1, 2, 5, 100])('make one row, however many there are, with --limit %i', async (limit) => {
    const {stdout} = await run(`traces list --limit ${limit} -o ndjson`)
    expect(idsOf(stdout)).toEqual(['many-roots', 'older'].slice(0, limit))
  })

  it('make one row on pages of four, and a note', async () => {
    const {stdout, stderr} = await run('traces list --all --page-size 4 -o ndjson')
    expect(idsOf(stdout)).toEqual(['many-roots', 'older'])
    expect(stderr).toContain('26 more roots belong to traces that were listed')
  })
})

describe('a span that was sent twice', () => {
  beforeAll(() =>
    begin('4-events-only', ({store}) => {
      const newer = {name: 'done', updatedAt: '2026-11-10T10:00:00.000Z'}
      seedTrace(
        store,
        {id: 'doubled', name: 'doubled'},
        {span: [0, 1, {name: 'begun', updatedAt: '2026-11-10T09:30:00.000Z'}, {double: newer}]},
      )
    }),
  )
  afterAll(() => sandbox.close())

  it.each(['tsv', 'ndjson'])('is there once, as it was sent last, as %s', async (format) => {
    const {stdout} = await run(`observations list -o ${format}`)
    expect(stdout).toContain('done')
    expect(stdout).not.toContain('begun')
    expect(stdout.trim().split('\n')).toHaveLength(1)
  })
})

const LISTS = ['traces list', 'traces list --rootless', 'observations list', 'sessions list', 'scores list']

describe.each(MODES)('an empty project of %s', (mode) => {
  beforeAll(() => begin(mode))
  afterAll(() => sandbox.close())

  it.each(LISTS)('%s gives nothing, with exit status 0', async (line) => {
    for (const extent of ['', '--all', '--limit 7']) {
      const {stdout, exitCode} = await run(`${line} ${extent} -o ndjson`)
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 0})
    }
    expect(JSON.parse((await run(`${line} --json`)).stdout)).toEqual([])
  })

  it.each(['traces get', 'observations get', 'sessions get', 'scores get'])('%s: not found', async (line) => {
    for (const id of ['nobody', 'a/b', '50%25', 'ü ö']) {
      const {stdout, stderr, exitCode} = await run(`${line} '${id}' --json`)
      expect({id, stdout, exitCode}).toEqual({id, stdout: '', exitCode: 8})
      expect(JSON.parse(stderr).error).toMatchObject({code: 'not_found', status: 404})
    }
  })
})

describe('--rootless', () => {
  beforeEach(() => {
    sandbox.requests.length = 0
  })
  beforeAll(() =>
    begin('4-events-only', ({store}) => {
      seedManyTraces(store, 60)
      for (let number = 1; number <= 120; number += 1)
        seedTrace(
          store,
          {id: `lost-${number}`},
          {[`orphan-${number}`]: [number, number + 1, {parentObservationId: 'x'}]},
        )
    }),
  )
  afterAll(() => sandbox.close())

  it('adds each trace once, in questions of fifty ids', async () => {
    const {stdout} = await run('traces list --all --rootless -o ndjson')
    const ids = idsOf(stdout)
    expect(new Set(ids).size).toBe(180)
    expect(ids).toHaveLength(180)
    const asked = sandbox.requests.filter(({query}) => query.get('filter')?.includes('traceId'))
    expect(asked).toHaveLength(3)
  })

  it('keeps to the limit, and says that there may be more', async () => {
    const first = await run('traces list --rootless --limit 70 -o ndjson')
    expect(idsOf(first.stdout)).toHaveLength(70)
    await sandbox.close()
    await begin('4-events-only', ({store}) => {
      seedManyTraces(store, 50)
      seedTrace(store, {id: 'lost'}, {orphan: [0, 1, {parentObservationId: 'x'}]})
    })
    const {stdout, stderr} = await run('traces list --rootless -o ndjson')
    expect(idsOf(stdout)).toHaveLength(50)
    expect(stderr).toContain('50 shown; --all for the rest')
  })
})

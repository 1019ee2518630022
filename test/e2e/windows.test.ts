import nock from 'nock'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {MODES} from '../../sandbox/http/modes.js'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {seedHardTraces} from '../../sandbox/seeds/hard-traces.js'
import {second} from '../../sandbox/seeds/seed-trace.js'
import type {Sandbox} from '../../sandbox/server.js'
import {readManifest} from '../manifest.js'
import {open, runOn} from '../server-versions/one.js'

/** The lists that take a window: the time that it bounds. Sessions of version 4 are bounded by any activity of theirs. */
const LISTS: Record<string, string> = {
  'experiments items list': 'startTime',
  'experiments list': 'startTime',
  'observations list': 'startTime',
  'prompts list': 'lastUpdatedAt',
  'scores list': 'timestamp',
  'sessions list': 'createdAt',
  'traces list': 'timestamp',
}
const OTHERS = ['metrics query', 'sessions get', 'traces get']
const NEWER_ONLY = ['experiments items list', 'experiments list']
const WHOLE = ['--from', '2026-01-01', '--to', '2099-01-01']

let sandbox: Sandbox

beforeAll(() => nock.restore())
afterAll(() => nock.activate())

async function rowsOf(line: string, ...window: string[]): Promise<Record<string, unknown>[]> {
  const extent = line.startsWith('metrics') ? '' : '--all'
  const {stdout, stderr, exitCode} = await runOn(sandbox, `${line} ${window.join(' ')} ${extent} -o json`)
  expect({line, exitCode, stderr}).toEqual({line, exitCode: 0, stderr: expect.any(String)})
  return JSON.parse(stdout)
}

it('every command with a window is tried here', () => {
  const windowed = readManifest().filter(({flags}) => flags.to)
  expect(windowed.map(({id}) => id.replaceAll(':', ' ')).sort()).toEqual([...Object.keys(LISTS), ...OTHERS].sort())
})

describe.each(MODES)('on a server in mode %s', (mode) => {
  beforeAll(async () => {
    sandbox = await open(mode, ({store}) => {
      seedHardTraces(store)
      for (const at of [1e8, 2e8, 2e8, 3e8]) {
        store.during(second(at), () => createPrompt(store, {name: `p${store.prompts.size}`, prompt: 'x'}))
      }
    })
  })
  afterAll(() => sandbox.close())

  const onlyThere = mode === '3' || mode === '4-legacy' ? NEWER_ONLY : []
  const lists = Object.entries(LISTS).filter(([line]) => !onlyThere.includes(line))
  const newer = mode === '4-events-only'

  it.each(lists.filter(([line]) => !(newer && line.startsWith('sessions'))))(
    '%s: what is at a bound is in the window that it begins, and in no other',
    async (line, key) => {
      const times = [...new Set((await rowsOf(line, ...WHOLE)).map((row) => String(row[key])))].sort()
      expect(times.length).toBeGreaterThan(1)
      for (const bound of times.slice(1, 5)) {
        const before = (await rowsOf(line, '--from', '2026-01-01', '--to', bound)).map((row) => String(row[key]))
        const after = (await rowsOf(line, '--from', bound, '--to', '2099-01-01')).map((row) => String(row[key]))
        expect({before: before.filter((time) => time >= bound), first: [...after].sort()[0]}).toEqual({
          before: [],
          first: bound,
        })
      }
    },
  )

  it.each(['observations', 'traces', 'scores-numeric'])(
    'metrics query counts %s once over two windows',
    async (view) => {
      const line = `metrics query --view ${view} --measure count --aggregation count`
      const count = async (...window: string[]) => Number((await rowsOf(line, ...window))[0]?.count_count ?? 0)
      const list = view === 'scores-numeric' ? 'scores list --data-type NUMERIC' : 'observations list'
      const key = LISTS[list.slice(0, list.indexOf(' list') + 5)] ?? ''
      const times = (await rowsOf(list, ...WHOLE)).map((row) => String(row[key]))
      const whole = await count(...WHOLE)
      for (const bound of [...new Set(times)].sort().slice(1, 6)) {
        const before = await count('--from', '2026-01-01', '--to', bound)
        const after = await count('--from', bound, '--to', '2099-01-01')
        expect(before).toBeLessThan(whole)
        if (view !== 'traces' || mode !== '4-events-only')
          expect({bound, sum: before + after}).toEqual({bound, sum: whole})
      }
    },
  )
})

import nock from 'nock'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {Fault, Mode, Sandbox} from '../../sandbox/http/server.js'
import {seedManyTraces} from '../../sandbox/seeds/many-traces.js'
import {idsOf, open, runOn} from '../server-versions/one.js'

let sandbox: Sandbox

beforeAll(() => nock.restore())
afterAll(() => nock.activate())

async function begin(mode: Mode, seed?: (one: Sandbox) => void): Promise<void> {
  sandbox = await open(mode, seed)
}

const run = (line: string) => runOn(sandbox, line)

const NEWER = ({path, query}: {path: string; query: URLSearchParams}) =>
  path.endsWith('/v2/observations') && Number(query.get('limit')) >= 50
const OLDER = ({path, query}: {path: string; query: URLSearchParams}) =>
  path.endsWith('/traces') && Number(query.get('limit')) >= 50

const TOO_MUCH: [string, Fault, string?][] = [
  ['422', {status: 422, body: {message: 'Query took too much', error: 'UnprocessableContent'}}],
  ['524', {status: 524, body: '<html>524</html>'}],
  ['no answer in time', {delayMs: 60_000}, '--timeout 2'],
]

describe.each(['3', '4-dual', '4-events-only'] as const)('pages that are too much for %s', (mode) => {
  it.each(TOO_MUCH)('are asked for in smaller ones after %s', async (_, fault, flags = '') => {
    await begin(mode, ({store}) => seedManyTraces(store, 330))
    const big = mode === '4-events-only' ? NEWER : OLDER
    sandbox.faults.push({...fault, when: big, after: 1, times: 100})
    const {stdout, stderr, exitCode} = await run(`traces list --all -o ndjson --retries 0 ${flags}`)
    expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: expect.any(String)})
    const ids = idsOf(stdout)
    expect(ids).toHaveLength(330)
    expect(new Set(ids).size).toBe(330)
    const sizes = sandbox.requests
      .filter(({path}) => /traces|observations/.test(path))
      .map(({query}) => query.get('limit'))
    expect(sizes.filter((size) => size === '25').length).toBeGreaterThanOrEqual(9)
    await sandbox.close()
  })
})

describe.each(['3', '4-events-only'] as const)('a list of %s that ends half-way', (mode) => {
  it.each([
    ['as it was asked for', []],
    ['in smaller pages', [{after: 2, status: 422, body: {message: 'too much'}}]],
  ] as [string, Fault[]][])('says where its rest begins, %s', async (_, before) => {
    await begin(mode, ({store}) => seedManyTraces(store, 730))
    const list = ({path}: {path: string}) => /\/(traces|v2\/observations)$/.test(path)
    sandbox.faults.push(...before.map((fault) => ({...fault, when: list})), {
      when: list,
      after: 6,
      status: 500,
      times: 99,
    })
    const first = await run('traces list --all -o ndjson')
    expect(first.exitCode).toBe(5)
    const [, more] = /the same command with (.+?)"/.exec(first.stderr) ?? []
    sandbox.faults.length = 0
    const rest = await run(`traces list -o ndjson ${more}`)
    const ids = [...idsOf(first.stdout), ...idsOf(rest.stdout)]
    expect(new Set(ids).size).toBe(730)
    expect(ids).toHaveLength(730)
    await sandbox.close()
  })
})

import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import nock from 'nock'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {MODES} from '../../sandbox/http/modes.js'
import {seedHardTraces} from '../../sandbox/seeds/hard-traces.js'
import {type Mode, type Sandbox, startSandbox} from '../../sandbox/server.js'
import {cli} from '../cli.js'
import {type Servers, startServers} from '../server-versions/ways.js'
import {words} from '../texts/words.js'
import {capture, connected, TEMP} from './run.js'

let servers: Servers
let cache: string

beforeAll(async () => {
  nock.restore()
  servers = await startServers()
})

beforeEach(() => {
  cache = mkdtempSync(join(TEMP, 'cache-'))
})

afterAll(async () => {
  await Promise.all(Object.values(servers).map((sandbox) => sandbox.close()))
  nock.activate()
})

const memory = () => join(cache, 'langfuse', 'variants.json')

/** The requests of one command line, by method and path below the API. */
async function asked(sandbox: Sandbox, line: string, exit = 0): Promise<string[]> {
  sandbox.requests.length = 0
  const {stdout, stderr, exitCode} = await cli(words(line), {env: connected(sandbox, {XDG_CACHE_HOME: cache})})
  capture(stdout + stderr)
  expect({exitCode, stderr}).toEqual({exitCode: exit, stderr: expect.any(String)})
  return sandbox.requests.map(({method, path}) => `${method} ${path.replace('/api/public', '')}`)
}

const V2 = 'GET /v2/observations'
const V3 = 'GET /v3/scores'

/** What each command asks a server that has the older routes, and one that does not. */
const COMMANDS: [line: string, older: string[], newer: string[]][] = [
  ['traces list', ['GET /traces'], [V2]],
  ['traces list --rootless', ['GET /traces'], [V2, V2, V2]],
  ['traces get plain', ['GET /traces/plain'], [V2, V3]],
  ['traces get plain --fields core,io', ['GET /traces/plain'], [V2]],
  ['observations list', ['GET /observations'], [V2]],
  ['observations get plain-root', ['GET /observations/plain-root'], [V2]],
  ['sessions list --from 2026-01-01', ['GET /sessions'], [V2]],
  ['sessions get chat-1', ['GET /sessions/chat-1'], [V2]],
  ['scores list', [V3], [V3]],
  ['scores get hard-score-1', [V3], [V3]],
]

describe.each(MODES)('mode %s', (mode) => {
  it.each(COMMANDS)('%s asks one question more the first time, and none after', async (line, older, newer) => {
    const sandbox = servers[mode]
    const known = mode === '4-events-only' ? newer : older
    const extra = mode === '4-events-only' && older[0] !== newer[0] ? older : []
    expect(await asked(sandbox, line)).toEqual([...extra, ...known])
    expect(await asked(sandbox, line)).toEqual(known)
    expect(await asked(sandbox, line)).toEqual(known)
  })
})

const NEW_ONLY = ['observations list --filter "hasInput = true"', 'traces list --filter "input matches first"']
const GENERATION_4 = ['traces list', 'traces get plain --fields core', 'sessions get chat-1', ...NEW_ONLY].map(
  (line) => `${line} --api-version 4`,
)

describe.each([...NEW_ONLY, ...GENERATION_4])('%s', (line) => {
  it.each(['4-dual', '4-events-only'] as const)('asks %s once whether its rows are new', async (mode) => {
    expect(await asked(servers[mode], line)).toEqual(['GET /v2/metrics', V2])
    expect(await asked(servers[mode], line)).toEqual([V2])
  })

  it.each(['3', '4-legacy'] as const)('is refused by %s, which has old rows or none', async (mode) => {
    expect(await asked(servers[mode], line, 5)).toEqual(['GET /v2/metrics'])
    expect(await asked(servers[mode], line, 5)).toEqual(['GET /v2/metrics'])
  })
})

it('a flag of the newer routes needs no question where these are known to answer', async () => {
  const sandbox = servers['4-events-only']
  expect(await asked(sandbox, 'observations list')).toEqual(['GET /observations', V2])
  expect(await asked(sandbox, NEW_ONLY[0] ?? '')).toEqual([V2])
})

describe('--api-version 3', () => {
  it.each(MODES.filter((mode) => mode !== '4-events-only'))('asks the older route of %s', async (mode) => {
    expect(await asked(servers[mode], 'traces list --api-version 3')).toEqual(['GET /traces'])
  })

  it('turns nowhere in 4-events-only', async () => {
    expect(await asked(servers['4-events-only'], 'traces list --api-version 3', 5)).toEqual(['GET /traces'])
  })

  it('changes nothing about what is remembered', async () => {
    const sandbox = servers['4-events-only']
    await asked(sandbox, 'traces list')
    await asked(sandbox, 'traces list --api-version 3', 5)
    expect(await asked(sandbox, 'traces list')).toEqual([V2])
  })
})

const TURNED = ['GET /traces', V2]

it.each([
  ['deleted', () => rmSync(memory())],
  ['cut off', () => writeFileSync(memory(), readFileSync(memory(), 'utf8').slice(0, 20))],
  ['of another shape', () => writeFileSync(memory(), '{"hosts":{"x":7}}')],
  ['empty', () => writeFileSync(memory(), '')],
])('a memory that was %s costs one question', async (_, damage) => {
  const sandbox = servers['4-events-only']
  expect(await asked(sandbox, 'traces list')).toEqual(TURNED)
  damage()
  expect(await asked(sandbox, 'traces list')).toEqual(TURNED)
  expect(await asked(sandbox, 'traces list')).toEqual([V2])
})

it('a folder in place of the memory costs one question each time', async () => {
  const sandbox = servers['4-events-only']
  const broken = connected(sandbox, {XDG_CACHE_HOME: '/dev/null'})
  for (let time = 0; time < 2; time += 1) {
    sandbox.requests.length = 0
    expect((await cli('traces list', {env: broken})).exitCode).toBe(0)
    expect(sandbox.requests).toHaveLength(2)
  }
})

describe('a server that changes its mode', () => {
  async function become(mode: Mode, port: number): Promise<Sandbox> {
    const sandbox = await startSandbox({mode, port})
    seedHardTraces(sandbox.store)
    return sandbox
  }

  it.each([
    ['traces list', 'GET /traces', V2],
    ['traces get plain --fields core', 'GET /traces/plain', V2],
    ['observations list', 'GET /observations', V2],
    ['sessions get chat-1', 'GET /sessions/chat-1', V2],
  ])('is turned with once: %s', async (line, older, newer) => {
    const before = await become('3', 0)
    const port = Number(new URL(before.url).port)
    expect(await asked(before, line)).toEqual([older])
    await before.close()
    const after = await become('4-events-only', port)
    expect(await asked(after, line)).toEqual([older, newer])
    expect(await asked(after, line)).toEqual([newer])
    await after.close()
    const again = await become('3', port)
    expect(await asked(again, line)).toEqual([newer, older])
    expect(await asked(again, line)).toEqual([older])
    await again.close()
  })
})

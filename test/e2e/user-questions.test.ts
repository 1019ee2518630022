import nock from 'nock'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/http/server.js'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {cli} from '../cli.js'
import {readManifest} from '../manifest.js'
import type {Seen} from '../user-questions/ask.js'
import {ASKED} from '../user-questions/questions.js'
import {seedAsked} from '../user-questions/world.js'
import {capture, connected} from './run.js'

/** The commands that one of the questions must lead to. */
const WANTED = [
  ...['comments create', 'comments get', 'comments list', 'health', 'ingest batch', 'ingest otel'],
  ...['datasets create', 'datasets get', 'datasets list', 'datasets run-items create', 'datasets run-items list'],
  ...['datasets items create', 'datasets items delete', 'datasets items get', 'datasets items list'],
  ...['datasets runs delete', 'datasets runs get', 'datasets runs list', 'metrics query', 'models create'],
  ...['media get', 'media update', 'media upload-url', 'models delete', 'orgs keys list', 'orgs projects list'],
  ...['orgs memberships delete', 'orgs memberships list', 'orgs memberships update', 'projects create'],
  ...['projects delete', 'projects update', 'projects keys create', 'projects keys delete', 'projects keys list'],
  ...['prompts create', 'prompts delete', 'prompts get', 'prompts list', 'prompts versions update', 'queues create'],
  ...['queues get', 'queues list', 'queues assignments create', 'queues assignments delete', 'queues items create'],
  ...['queues items delete', 'queues items get', 'queues items list', 'queues items update', 'scores configs create'],
  ...['scores configs get', 'scores configs list', 'scores configs update', 'scores create', 'scores delete'],
  ...['traces delete', 'traces delete-many'],
]

let sandbox: Sandbox
let env: Record<string, string>

beforeAll(() => nock.restore())
afterAll(() => nock.activate())

beforeEach(async () => {
  sandbox = await startSandbox()
  seedDemo(sandbox.store)
  seedAsked(sandbox.store)
  const {publicKey, secretKey} = sandbox.keys.organization
  env = connected(sandbox, {LANGFUSE_ORG_PUBLIC_KEY: publicKey, LANGFUSE_ORG_SECRET_KEY: secretKey})
})

afterEach(() => sandbox.close())

async function check(line: string[], stdin: string, {prints = [], lacks = [], tells = [], exit = 0}: Seen) {
  const {stdout, stderr, exitCode} = await cli(line, {env, stdin})
  capture(stdout + stderr)
  expect({exitCode, stderr}).toEqual({exitCode: exit, stderr: expect.any(String)})
  for (const text of prints) expect(stdout).toContain(text)
  for (const text of lacks) expect(stdout).not.toContain(text)
  for (const text of tells) expect(stderr).toContain(text)
}

it.each(ASKED)('$says: langfuse $command', async ({line, stdin = '', after, stored, ...seen}) => {
  await check(line, stdin, seen)
  if (after) await check(after.line, '', after)
  if (stored) expect(stored(sandbox.store)).toBe(true)
})

describe('the table', () => {
  const effects = new Map(readManifest().map(({id, effect}) => [id.replaceAll(':', ' '), effect]))

  it('says each thing once', () => {
    expect(new Set(ASKED.map(({says}) => says)).size).toBe(ASKED.length)
  })

  it.each(ASKED)('"$says" runs $command and looks at what it did', ({command, line, prints, tells, after, stored}) => {
    expect(effects.has(command)).toBe(true)
    expect(line.slice(0, command.split(' ').length).join(' ')).toBe(command)
    expect([...(prints ?? []), ...(tells ?? [])]).not.toEqual([])
    if (effects.get(command) !== 'read') expect(after ?? stored).toBeDefined()
  })

  it('has a row for every command that people asked for', () => {
    const served = new Set(ASKED.map(({command}) => command))
    expect(WANTED.filter((command) => !served.has(command))).toEqual([])
  })
})

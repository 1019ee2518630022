import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import nock from 'nock'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {cli} from '../cli.js'
import {ROOT, readManifest} from '../manifest.js'
import type {Seen} from '../user-questions/ask.js'
import {ASKED} from '../user-questions/questions.js'
import {seedAsked} from '../user-questions/world.js'
import {capture, connected} from './run.js'

const SEEDS = join(ROOT, '../shared/api/commands.tsv')

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

  it.skipIf(!existsSync(SEEDS))(
    'has a row for every command with a seed priority (if the list of commands is there)',
    () => {
      const [, ...rows] = readFileSync(SEEDS, 'utf8').trimEnd().split('\n')
      const seeds = rows.map((row) => row.split('\t')).filter((cells) => /^(high|medium|low)$/.test(cells[7] ?? ''))
      const served = new Set(ASKED.map(({command}) => command))
      expect(seeds.length).toBeGreaterThan(0)
      expect(seeds.map(([command = '']) => command).filter((command) => !served.has(command))).toEqual([])
    },
  )
})

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from 'vitest'
import {answers, cli, KEYS} from '../cli.js'
import {readManifest} from '../manifest.js'
import {words} from '../texts/words.js'

const EVERY_KEY = {
  ...KEYS,
  LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org',
  LANGFUSE_ORG_SECRET_KEY: KEYS.LANGFUSE_SECRET_KEY,
  LANGFUSE_ADMIN_API_KEY: KEYS.LANGFUSE_SECRET_KEY,
}

const writing = readManifest()
  .filter(({id, effect, operations}) => effect !== 'read' && operations?.length && !id.startsWith('auth:'))
  .map(({id, examples: [example = ''] = []}) => {
    const line = id.replaceAll(':', ' ')
    return {line, argv: words(example.replace('<%= config.bin %> <%= command.id %>', line))}
  })

describe('what writes or deletes is refused, and nothing is sent', () => {
  it('for more than one command', () => expect(writing.length).toBeGreaterThan(60))

  it.each(writing)('$line', async ({argv}) => {
    const typed = await cli([...argv, '--read-only', '--json'], {env: EVERY_KEY})
    expect(typed).toMatchObject({exitCode: 2, stdout: ''})
    expect(JSON.parse(typed.stderr)).toMatchObject({
      error: {code: 'usage', message: expect.stringMatching(/^This (writes|deletes or replaces), and --read-only/)},
    })
    const bound = await cli(
      [...argv, '--yes'].filter((word) => word !== '--yes'),
      {
        env: {...EVERY_KEY, LANGFUSE_CLI_READ_ONLY: '1'},
        tty: {stdin: true, stdout: true, stderr: true},
      },
    )
    expect(bound).toMatchObject({exitCode: 2, stdout: ''})
  })
})

it.each(['1', 'true', 'yes', 'on', 'whatever'])('LANGFUSE_CLI_READ_ONLY=%s forbids writing', async (value) => {
  const {exitCode} = await cli('datasets create --name x', {env: {...KEYS, LANGFUSE_CLI_READ_ONLY: value}})
  expect(exitCode).toBe(2)
})

it.each(['', '0', 'false', 'no'])('LANGFUSE_CLI_READ_ONLY=%j does not', async (value) => {
  answers({method: 'POST', body: {id: 'd1', name: 'x'}})
  const {exitCode} = await cli('datasets create --name x', {env: {...KEYS, LANGFUSE_CLI_READ_ONLY: value}})
  expect(exitCode).toBe(0)
})

it('lets reads through, and what only shows a request', async () => {
  answers({body: {data: [], meta: {page: 1, totalPages: 1, totalItems: 0}}})
  expect((await cli('datasets list --read-only')).exitCode).toBe(0)
  const {stdout, exitCode} = await cli('datasets create --name x --read-only --curl')
  expect({stdout, exitCode}).toEqual({stdout: expect.stringMatching(/^curl .*-X POST/), exitCode: 0})
})

describe('settings in --env', () => {
  const folder = mkdtempSync(join(tmpdir(), 'langfusectl-settings-'))
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  function file(...lines: string[]): string {
    const path = join(folder, 'settings.env')
    const keys = Object.entries(KEYS).map(([name, value]) => `${name}=${value}`)
    writeFileSync(path, [...keys, ...lines, ''].join('\n'))
    return path
  }

  it('keep writes back', async () => {
    const path = file('LANGFUSE_CLI_READ_ONLY=1')
    expect((await cli(`datasets create --name x --env ${path}`, {env: {}})).exitCode).toBe(2)
    const env = {LANGFUSE_CLI_READ_ONLY: '0'}
    expect((await cli(`datasets create --name x --env ${path}`, {env})).exitCode).toBe(2)
  })

  it('let no writes through that the environment keeps back', async () => {
    const path = file('LANGFUSE_CLI_READ_ONLY=0')
    const env = {LANGFUSE_CLI_READ_ONLY: '1'}
    expect((await cli(`datasets create --name x --env ${path}`, {env})).exitCode).toBe(2)
  })

  it('win over those of the environment', async () => {
    answers({body: {data: [{id: 'd1', name: 'x'}], meta: {page: 1, totalPages: 1, totalItems: 1}}})
    const env = {LANGFUSE_CLI_OUTPUT: 'csv'}
    const {stdout} = await cli(`datasets list --env ${file('LANGFUSE_CLI_OUTPUT=ndjson')}`, {env})
    expect(JSON.parse(stdout)).toEqual({id: 'd1', name: 'x'})
  })

  it('are refused as elsewhere', async () => {
    const {stderr, exitCode} = await cli(`datasets list --env ${file('LANGFUSE_CLI_RETRIES=many')}`, {env: {}})
    expect({exitCode, stderr}).toEqual({exitCode: 2, stderr: expect.stringContaining('LANGFUSE_CLI_RETRIES')})
  })
})

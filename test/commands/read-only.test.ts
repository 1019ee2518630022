import {describe, expect, it} from 'vitest'
import {answers, cli, KEYS} from '../cli.js'
import {readManifest} from '../manifest.js'
import {words} from '../words.js'

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

import {expect, it} from 'vitest'
import {answers, cli, HOST, KEYS} from '../cli.js'

it.each([
  [['auth', 'login', '--secret-key=hunter2', '--secret-key-stdin'], 'hunter2'],
  [['auth', 'login', '--secret-key', 'hunter two', '--secret-key-stdin'], 'hunter two'],
  [['prompts', 'list', '--host', 'hunter2', '--public-key', 'pk', '--secret-key', 'hunter2'], 'hunter2'],
])('%j does not repeat the secret', async (line, secret) => {
  for (const form of [[], ['--json']]) {
    const {exitCode, stdout, stderr} = await cli([...line, ...form])
    expect(exitCode).toBe(2)
    expect(stdout + stderr).not.toContain(secret)
  }
})

it('names both flags that exclude each other, without their values', async () => {
  const {stderr} = await cli(['auth', 'login', '--secret-key=x', '--secret-key-stdin'])
  expect(stderr).toContain('--secret-key cannot also be provided when using --secret-key-stdin')
})

const ADMIN = 'admin-key-of-the-server'
const FLAT = 'flatsecretwithoutprefix'
const TOKENS = ['Basic cGs6c2VjcmV0LXZhbHVl', 'Bearer abcdefghijklmnopqrst', ADMIN, FLAT]

it.each(TOKENS)('a server that echoes %s is not quoted with it', async (echo) => {
  const env = {...KEYS, LANGFUSE_ORG_SECRET_KEY: FLAT, LANGFUSE_ADMIN_API_KEY: ADMIN}
  const bare = echo.replace(/^\w+ /, '')
  for (const form of [[], ['--json']]) {
    answers({status: 400, body: {message: `header was ${echo}, which is odd`}})
    const {stderr} = await cli(['projects', 'list', ...form], {env})
    expect(stderr).toContain('…, which is odd')
    expect(stderr).not.toContain(bare)
  }
})

it('auth status masks what a server echoes too', async () => {
  answers({body: {status: 'OK', version: '3.0.0'}}, {status: 400, body: {message: `not ${FLAT}`}})
  const env = {LANGFUSE_HOST: HOST, LANGFUSE_PUBLIC_KEY: 'pk', LANGFUSE_SECRET_KEY: FLAT}
  const {stdout, stderr} = await cli(['auth', 'status', '--json'], {env})
  expect(JSON.parse(stdout).problem).toContain('not …')
  expect(stdout + stderr).not.toContain(FLAT)
})

it('leaves words alone that only look like a header', async () => {
  answers({status: 400, body: {message: 'Basic authentication, please. Bearer tokens are not taken.'}})
  const {stderr} = await cli(['projects', 'list'])
  expect(stderr).toContain('Basic authentication, please. Bearer tokens are not taken.')
})

it.each([
  [['llm-connections', 'upsert', '--body', '{"secretKey":"hunter2" "a":1}'], 'hunter2'],
  [['llm-connections', 'upsert', '--extra-headers', '{"x":"hunter2" "a":1}'], 'hunter2'],
  [['datasets', 'create', '--body', '{"a":"0123456789abcdef0123456789abcdef" 1}'], 'abcdef'],
])('%j: no piece of a secret next to the place where JSON breaks', async (line, secret) => {
  const {exitCode, stderr} = await cli(line)
  expect(exitCode).toBe(2)
  expect(stderr).toContain('is not valid JSON')
  expect(stderr).not.toContain(secret)
})

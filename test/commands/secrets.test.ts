import {mkdir, mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {answers, cli, HOST, KEYS} from '../cli.js'

it.each([
  [['auth', 'login', '--secret-key=hunter2', '--secret-key-stdin'], 'hunter2'],
  [['auth', 'login', '--secret-key', 'hunter two', '--secret-key-stdin'], 'hunter two'],
  [['prompts', 'list', '--host', 'hunter2', '--public-key', 'pk', '--secret-key', 'hunter2'], 'hunter2'],
  [['prompts', 'list', '--secret-key', 'a', 'hunter2'], 'hunter2'],
  [['api', 'POST', '/x/y', '-F', 'extraHeaders={"Authorization":"hunter2'], 'hunter2'],
  [['api', 'POST', '/x/y', '-F', 'config={"apiKey":"hunter2'], 'hunter2'],
  [['api', 'POST', '/x/y', '-F', 'secretKey:hunter2'], 'hunter2'],
  [['api', 'POST', '/x/y', '-f', 'secretKey hunter2'], 'hunter2'],
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

it.each(['sk-ant-api03-a_b-c', 'sk-proj-abc', 'sk-svcacct-abc', 'sk-or-v1-abc'])(
  'a server that echoes %s of a model provider is not quoted with it',
  async (key) => {
    answers({status: 400, body: {message: `the key ${key} is odd`}})
    const {stderr} = await cli(['projects', 'list'])
    expect(stderr).toMatch(/the key sk-[a-z]+-… is odd/)
    expect(stderr).not.toContain(key)
  },
)

it.each([
  ['the pair of variables', {}, Buffer.from('pk-lf-test:plainsecret').toString('base64')],
  ['the user of a proxy', {NO_PROXY: '*', HTTP_PROXY: 'http://proxytoken@proxy.test'}, 'proxytoken'],
])('%s is a secret', async (_, env, secret) => {
  answers({status: 400, body: {message: `odd: ${secret}.`}})
  const {stderr} = await cli(['projects', 'list'], {env: {...KEYS, LANGFUSE_SECRET_KEY: 'plainsecret', ...env}})
  expect(stderr).toContain('odd: ….')
})

it('keys of a profile are secrets', async () => {
  const home = await mkdtemp(join(tmpdir(), 'langfusectl-test-'))
  const env = {XDG_CONFIG_HOME: home}
  const profile = {host: HOST, pair: {publicKey: 'pk-p', secretKey: 'of-a-profile'}}
  await mkdir(join(home, 'langfuse'))
  await writeFile(join(home, 'langfuse', 'profiles.json'), JSON.stringify({current: 'p', profiles: {p: profile}}))
  const pair = Buffer.from('pk-p:of-a-profile').toString('base64')
  answers({status: 400, body: {message: `odd: of-a-profile, ${pair}.`}})
  const {stderr} = await cli(['projects', 'list'], {env})
  expect(stderr).toContain('odd: …, ….')
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

it.each([
  [
    'PUT /llm-connections -F provider=p -F secretKey=hunter2',
    `'{"provider":"p","secretKey":"'"$PROVIDER_SECRET_KEY"'"}'`,
  ],
  ['PUT /llm-connections -F extraHeaders={"a":"hunter2"}', `'{"extraHeaders":'"$EXTRA_HEADERS"'}'`],
  ['POST /x/y -F a[][apiKey]=hunter2 -F b=1', `'{"a":[{"apiKey":"'"$A_0_API_KEY"'"}],"b":1}'`],
  ['POST /x/y -F apiKeys[]=hunter2 -F token=null', `'{"apiKeys":'"$API_KEYS"',"token":null}'`],
  ['POST /x/y -F a=1 -H x-api-key:hunter2', `-H "x-api-key: $X_API_KEY"`],
  ['GET /x/y?token=hunter2&b=1 -F apiKey=hunter2', `/x/y?token='"$TOKEN"'&b=1&apiKey='"$API_KEY"`],
])('api %s --curl has variables for secrets', async (line, shown) => {
  const {stdout, exitCode} = await cli(['api', ...line.split(' '), '--curl'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain(shown)
  expect(stdout).not.toContain('hunter2')
})

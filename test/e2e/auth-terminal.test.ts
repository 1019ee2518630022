import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {type Home, login, newHome} from './profiles.js'
import {plain, runOnTerminal} from './terminal.js'

const {publicKey, secretKey} = {publicKey: 'pk-lf-sandbox-project', secretKey: 'sk-lf-sandbox-project'}
const UP = '\u001b[A'
const PUBLIC = 'Public key:'
const SECRET = 'Secret key:'

let sandbox: Sandbox
let home: Home

beforeAll(async () => {
  sandbox = await startSandbox()
})

beforeEach(() => {
  home = newHome()
  home.env.LANGFUSE_CLI_NO_KEYRING = '1'
  sandbox.requests.length = 0
})

afterAll(() => sandbox.close())

it.each([60, 200])('asks for everything, and never shows the secret, at %i columns', async (columns) => {
  const {code, raw} = await runOnTerminal(['auth', 'login'], {
    env: home.env,
    columns,
    type: [
      {after: 'server of your own', text: UP},
      {after: '❯ Another address', text: '\r'},
      {after: 'Server URL:', text: `${sandbox.url.slice(7)}\r`},
      {after: 'is not a valid URL', text: `\u0015${secretKey}\r`},
      {after: '"sk-lf-… is not a valid URL', text: `\u0015${sandbox.url}/\r`},
      {after: PUBLIC, text: `${publicKey}:${secretKey}\r`},
      {after: 'That is a secret key', text: `\u0015${publicKey}\r`},
      {after: SECRET, text: `${publicKey}\r`},
      {after: 'That is a public key', text: `\u0015${secretKey}\r`},
    ],
  })
  const shown = plain(raw)
  expect(code, shown).toBe(0)
  for (const region of ['Europe (cloud.', 'United States (us.', 'Japan (jp.', 'HIPAA, United States (hipaa.']) {
    expect(shown).toContain(`${region}${region.startsWith('Europe') ? '' : 'cloud.'}langfuse.com)`)
  }
  expect(shown).toContain(`Keys are made at ${sandbox.url}: Settings → API Keys.`)
  expect(shown).toContain(`✓ Logged in to ${sandbox.url} as profile default`)
  expect(shown).toContain('Try: langfuse prompts list')
  expect(home.read().profiles.default).toMatchObject({host: sandbox.url, pair: {publicKey, secretKey}})
  for (let length = 7; length <= secretKey.length; length++) {
    expect(raw).not.toContain(secretKey.slice(0, length))
  }
})

it('shows no part of a secret that is typed letter by letter', async () => {
  const letters = [...secretKey, '\r'].map((text, index) => ({after: index === 0 ? SECRET : '', text}))
  const args = ['auth', 'login', '--host', sandbox.url, '--public-key', publicKey]
  const {code, raw} = await runOnTerminal(args, {env: home.env, type: letters})
  expect(code).toBe(0)
  expect(raw).not.toContain('sk-')
  expect(plain(raw)).not.toContain(PUBLIC)
})

it('asks nothing when everything is typed', async () => {
  const args = ['auth', 'login', '--host', sandbox.url, '--public-key', publicKey, '--secret-key', secretKey]
  const {code, raw} = await runOnTerminal(args, {env: home.env})
  expect(code).toBe(0)
  expect(plain(raw)).not.toContain('?')
})

it('offers the address in the variable first', async () => {
  const {code} = await runOnTerminal(['auth', 'login', '--public-key', publicKey], {
    env: {...home.env, LANGFUSE_BASE_URL: sandbox.url},
    type: [
      {after: '❯ Another address', text: '\r'},
      {after: 'Server URL:', text: '\r'},
      {after: SECRET, text: `${secretKey}\r`},
    ],
  })
  expect(code).toBe(0)
  expect(home.read().profiles.default).toMatchObject({host: sandbox.url})
})

it.each([
  ['n', 0, 'Nothing was changed.'],
  ['\u0003', 130, 'Interrupted'],
])('asks before a profile gets another host; %j leaves it', async (key, status, message) => {
  await login(sandbox, home)
  const {code, raw} = await runOnTerminal(['auth', 'login', '--host', 'us'], {
    env: home.env,
    columns: 200,
    type: [{after: '(y/N)', text: status === 0 ? `${key}\r` : key}],
  })
  expect(code).toBe(status)
  expect(plain(raw)).toContain(message)
  expect(home.read().profiles.default).toMatchObject({host: sandbox.url})
})

it('Ctrl-C while asked for the secret saves nothing and sends nothing', async () => {
  const {code, raw} = await runOnTerminal(['auth', 'login', '--host', sandbox.url], {
    env: home.env,
    type: [
      {after: PUBLIC, text: `${publicKey}\r`},
      {after: SECRET, text: 'sk-lf-\u0003'},
    ],
  })
  expect(code).toBe(130)
  expect(plain(raw)).toContain('Interrupted')
  expect(sandbox.requests).toEqual([])
  expect(() => home.read()).toThrow('ENOENT')
})

it('does not take a secret from a terminal as if it were piped', async () => {
  const args = ['auth', 'login', '--host', sandbox.url, '--public-key', publicKey, '--secret-key-stdin']
  const {code, raw} = await runOnTerminal(args, {env: home.env})
  expect(code).toBe(2)
  expect(plain(raw)).toContain('--secret-key-stdin: stdin is a terminal')
})

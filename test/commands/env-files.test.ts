import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {answers, BASIC, cli, HOST, KEYS, SECRET} from '../cli.js'

const LINES = Object.entries(KEYS).map(([name, value]) => `${name}=${value}`)
const TEXT = `${LINES.join('\n')}\n`
const OTHER = {
  LANGFUSE_BASE_URL: 'http://env.test',
  LANGFUSE_PUBLIC_KEY: 'pk-lf-env',
  LANGFUSE_SECRET_KEY: 'sk-lf-env',
}

let folder: string
let env: Record<string, string>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'langfusectl-env-'))
  mkdirSync(join(folder, 'langfuse'))
  const pair = {publicKey: 'pk-lf-saved', secretKey: 'sk-lf-saved'}
  const profiles = {used: {host: HOST, pair, organization: pair}, empty: {host: HOST}}
  writeFileSync(join(folder, 'langfuse', 'profiles.json'), JSON.stringify({current: 'used', profiles}), {mode: 0o600})
  env = {XDG_CONFIG_HOME: folder}
})

afterAll(() => rmSync(folder, {recursive: true, force: true}))

function written(text: Buffer | string): string {
  const path = join(folder, 'my.env')
  writeFileSync(path, text)
  return path
}

describe('an env file that is understood', () => {
  it.each([
    ['as it is', TEXT],
    ['with a byte order mark', `\uFEFF${TEXT}`],
    ['from Windows', TEXT.replaceAll('\n', '\r\n')],
    ['for a shell', LINES.map((line) => `export ${line.replace('=', '="')}"`).join('\n')],
    ['with what Node would obey', `NODE_OPTIONS=--no-such-option\n${TEXT}LANGFUSE_PROFILE=gone\n`],
  ])('%s beats profile and environment', async (_, text) => {
    const path = written(text)
    for (const more of [{}, OTHER]) {
      const sent = answers({body: {data: [{id: 'd', name: 'd'}], meta: {page: 1, totalPages: 1, totalItems: 1}}})
      expect(await cli(['datasets', 'list', '--env', path], {env: {...env, ...more}})).toMatchObject({exitCode: 0})
      expect(sent.map(({authorization}) => authorization)).toEqual([BASIC])
      sent.length = 0
    }
  })
})

describe('an env file that is not understood', () => {
  const [host = '', open = '', secret = ''] = LINES
  const url = host.split('=')[1]
  it.each<[string, Buffer | string, number, string]>([
    ['nothing', '', 3, 'my.env has no LANGFUSE_… keys'],
    ['other names', `PUBLIC_KEY=a\n${SECRET}\n`, 3, 'my.env has no LANGFUSE_… keys'],
    ['a host alone', host, 3, 'my.env has no LANGFUSE_… keys'],
    ['one key', `${host}\n${secret}\n`, 3, 'my.env'],
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 6, 'my.env, line 1:'],
    ['all on one line', LINES.join(' '), 3, 'my.env, line 1:'],
    ['two exports on one line', `${host}\nexport ${open}; export ${secret}`, 3, 'my.env, line 2:'],
    ['PowerShell', `${host}\n${open}\n$env:${secret}`, 3, 'my.env, line 3:'],
    [
      'swapped keys',
      `LANGFUSE_PUBLIC_KEY=${SECRET}\nLANGFUSE_SECRET_KEY=pk-lf-a\n`,
      3,
      'my.env, line 1: LANGFUSE_PUBLIC',
    ],
    [
      'two keys in one',
      `LANGFUSE_PUBLIC_KEY=pk-lf-a:${SECRET}\n`,
      3,
      'my.env, line 1: LANGFUSE_PUBLIC_KEY holds a secret',
    ],
    ['a swapped admin key', `LANGFUSE_ADMIN_API_KEY=${SECRET}\n`, 3, 'my.env, line 1: LANGFUSE_ADMIN_API_KEY holds'],
    ['a host without scheme', `${open}\nLANGFUSE_HOST=localhost:3000\n${secret}`, 3, 'my.env, line 2: LANGFUSE_HOST'],
    ['keys in the host', `LANGFUSE_HOST=http://a:${SECRET}@b\n`, 3, 'my.env, line 1: LANGFUSE_HOST must not carry'],
    ['another name of the host', `${open}\n${secret}\nLANGFUSE_BASEURL=${url}`, 3, 'LANGFUSE_BASEURL in'],
    ['a name for the browser', `NEXT_PUBLIC_LANGFUSE_URL=${url}\n${open}\n${secret}`, 3, 'my.env, line 1, is not read'],
    ['a host by YAML', `LANGFUSE_BASE_URL: ${url}\n${open}\n${secret}`, 3, 'my.env, line 1:'],
    ['two hosts', `${host}\n${host}x\n${open}\n${secret}`, 3, 'my.env, line 2: LANGFUSE_BASE_URL'],
  ])('with %s sends nothing, and says why', async (_, text, exitCode, words) => {
    const path = written(text)
    for (const line of ['prompts create --name p --prompt x', 'orgs projects list', 'datasets list --json']) {
      for (const more of [{}, OTHER, {LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-env', LANGFUSE_ORG_SECRET_KEY: 'sk-lf-env'}]) {
        const outcome = await cli([...line.split(' '), '--env', path], {env: {...env, ...more}})
        expect(outcome).toMatchObject({exitCode, stdout: '', stderr: expect.stringContaining(words)})
        if (line.endsWith('--json')) expect(Object.keys(JSON.parse(outcome.stderr))).toEqual(['error'])
      }
    }
  })

  it.each([
    ['nothing', '', 'my.env has no LANGFUSE_… keys'],
    ['another name of the host', `${open}\n${secret}\nLANGFUSE_BASEURL=${url}`, 'LANGFUSE_BASEURL in'],
    ['swapped keys', `LANGFUSE_PUBLIC_KEY=${SECRET}\n`, 'my.env, line 1: LANGFUSE_PUBLIC_KEY holds a secret key'],
  ])('with %s is no reason to log in elsewhere', async (_, text, words) => {
    const line = ['auth', 'login', '--profile', 'new', '--env', written(text)]
    const outcome = await cli(line, {env})
    expect(outcome).toMatchObject({exitCode: 3, stdout: '', stderr: expect.stringContaining(words)})
  })
})

it('auth login saves the pair of an organization from a file', async () => {
  answers({status: 403, body: {message: 'Organization key'}})
  const path = written(`LANGFUSE_BASE_URL=${HOST}\nLANGFUSE_ORG_PUBLIC_KEY=pk-lf-o\nLANGFUSE_ORG_SECRET_KEY=sk-lf-o\n`)
  const {stderr, exitCode} = await cli(['auth', 'login', '--no-keyring', '--env', path], {env: {}})
  expect({stderr, exitCode}).toEqual({exitCode: 0, stderr: expect.stringContaining('an organization key')})
})

it.each([
  'prompts list --env-file x.env',
  'prompts list --env-file=x.env',
  'prompts list --env-file-if-exists x.env',
  '--env-file x.env prompts list',
  '--env-file=x.env',
  '-q --env-file x.env prompts list',
  'prompts --env-file x.env',
  'api GET /x --env-file x.env',
  'api prompts list --env-file x.env',
  'auth login --env-file x.env',
  'help prompts list --env-file x.env',
  'no-such-command --env-file x.env',
])('%s names the flag that there is', async (line) => {
  for (const form of [[], ['--json']]) {
    const {stdout, stderr, exitCode} = await cli([...line.split(' '), ...form])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('Use --env FILE.')
    if (form.length > 0) expect(JSON.parse(stderr).error.code).toBe('usage')
  }
})

it.each([
  ['--public-key pk-lf-a', '', '--secret-key-stdin'],
  ['--secret-key sk-lf-a', '', '--public-key'],
  ['--secret-key-stdin', 'sk-lf-a', '--public-key'],
])('auth login adds no key of a file to %s', async (typed, stdin, missing) => {
  const line = ['auth', 'login', '--env', written(TEXT), ...typed.split(' ')]
  const {stderr, exitCode} = await cli(line, {env: {}, stdin})
  expect({stderr, exitCode}).toEqual({exitCode: 2, stderr: expect.stringContaining(`this needs ${missing}\n`)})
})

describe('a named profile without keys', () => {
  it.each(['datasets list', 'orgs projects list'])('%s takes none from elsewhere', async (line) => {
    const {stderr, exitCode} = await cli(`${line} --profile empty`, {env: {...env, ...OTHER}})
    expect({stderr, exitCode}).toEqual({exitCode: 3, stderr: expect.stringContaining('profile empty has none')})
  })
})

describe('a host of another name in the environment', () => {
  const keys = {LANGFUSE_PUBLIC_KEY: 'pk-lf-test', LANGFUSE_SECRET_KEY: SECRET, LANGFUSE_BASEURL: HOST}

  it.each(['datasets list', 'health', 'auth login --public-key pk-lf-a --secret-key sk-lf-a'])(
    'stops %s',
    async (line) => {
      const {stderr, exitCode} = await cli(line, {env: keys})
      expect({stderr, exitCode}).toEqual({exitCode: 3, stderr: expect.stringContaining('LANGFUSE_BASEURL is not read')})
    },
  )

  it('stops keys that would go to the host of a profile', async () => {
    expect(await cli('datasets list', {env: {...env, ...keys}})).toMatchObject({exitCode: 3})
  })

  it('stops nothing where the host is known', async () => {
    const page = {data: [], meta: {page: 1, totalPages: 1, totalItems: 0}}
    answers({body: page}, {body: page}, {body: page})
    expect(await cli(`datasets list --host ${HOST}`, {env: keys})).toMatchObject({exitCode: 0})
    expect(await cli('datasets list', {env: {...keys, LANGFUSE_HOST: HOST}})).toMatchObject({exitCode: 0})
    expect(await cli('datasets list', {env: {...env, LANGFUSE_BASEURL: 'http://app.test'}})).toMatchObject({
      exitCode: 0,
    })
  })
})

describe('host and keys from different places', () => {
  const whoami = {data: [{id: 'p', name: 'P'}]}

  it.each([
    ['--env', {LANGFUSE_BASE_URL: HOST}, `The host comes from LANGFUSE_BASE_URL, the keys from LANGFUSE_PUBLIC_KEY in`],
    ['--public-key pk-lf-a --secret-key sk-lf-a', {}, 'The host comes from profile used, the keys from --public-key'],
  ])('are told: %s', async (flags, more, words) => {
    const path = written(LINES.slice(1).join('\n'))
    const typed = flags === '--env' ? ['--env', path] : flags.split(' ')
    answers({body: {status: 'OK', version: '3.0.0'}}, {body: whoami})
    const status = await cli(['auth', 'status', ...typed], {env: {...env, ...more}})
    expect(status).toMatchObject({exitCode: 0, stderr: expect.stringContaining(words)})
  })

  it('are told by doctor', async () => {
    const {stdout} = await cli('doctor --json', {env: {...env, LANGFUSE_PUBLIC_KEY: 'pk', LANGFUSE_SECRET_KEY: 'sk'}})
    const {checks} = JSON.parse(stdout)
    expect(checks).toContainEqual(expect.objectContaining({name: 'host', state: 'warning'}))
  })

  it('are not told of one place', async () => {
    answers({body: {status: 'OK', version: '3.0.0'}}, {body: whoami})
    expect(await cli('auth status')).toMatchObject({exitCode: 0, stderr: ''})
  })
})

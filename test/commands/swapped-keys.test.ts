import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {answers, cli, HOST} from '../cli.js'

const HIDDEN = 'sk-lf-hidden'
const PUBLIC = 'pk-lf-a'
const home = {LANGFUSE_BASE_URL: HOST}

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'langfusectl-swapped-'))
  mkdirSync(join(folder, 'langfuse'))
  const pair = {publicKey: HIDDEN, secretKey: PUBLIC}
  const profiles = {used: {host: HOST, pair, organization: pair}}
  const path = join(folder, 'langfuse', 'profiles.json')
  writeFileSync(path, JSON.stringify({current: 'used', profiles}), {mode: 0o600})
})

afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** Flags and variables that hold a pair. */
interface Place {
  flags?: string[]
  env: Record<string, string>
}

const PLACES: [string, (open: string, secret: string) => Place, string][] = [
  [
    'variables',
    (open, secret) => ({env: {...home, LANGFUSE_PUBLIC_KEY: open, LANGFUSE_SECRET_KEY: secret}}),
    'LANGFUSE_PUBLIC_KEY',
  ],
  ['flags', (open, secret) => ({flags: ['--public-key', open, '--secret-key', secret], env: home}), '--public-key'],
  [
    'variables of an organization',
    (open, secret) => ({env: {...home, LANGFUSE_ORG_PUBLIC_KEY: open, LANGFUSE_ORG_SECRET_KEY: secret}}),
    'LANGFUSE_ORG_PUBLIC_KEY',
  ],
]

describe.each(PLACES)('in %s', (_, place, name) => {
  it.each([
    ['swapped', HIDDEN, PUBLIC, `${name} holds a secret key: are the two swapped?`],
    ['swapped, in quotes', `"${HIDDEN}"`, PUBLIC, `${name} holds a secret key: are the two swapped?`],
    ['both in the first', `${PUBLIC}:${HIDDEN}`, HIDDEN, `${name} holds a secret key`],
    [
      'two public ones',
      PUBLIC,
      PUBLIC,
      `${name.replace('public', 'secret').replace('PUBLIC', 'SECRET')} holds a public key`,
    ],
    ['a blank', `${PUBLIC} x`, HIDDEN, `${name} is not a valid public key`],
    ['a ;', `${PUBLIC};`, HIDDEN, `${name} is not a valid public key`],
    ['quotes', `"${PUBLIC}"`, HIDDEN, `${name} is not a valid public key`],
    ['a blank in the secret', PUBLIC, `${HIDDEN} x`, 'is not a valid secret key'],
    ['quotes around the secret', PUBLIC, `"${HIDDEN}"`, 'is not a valid secret key'],
    ['a letter that no key has', PUBLIC, `${HIDDEN}–`, 'is not a valid secret key'],
  ])('keys are not sent and not shown: %s', async (_, open, secret, words) => {
    const {flags = [], env} = place(open, secret)
    for (const line of ['orgs projects list', 'orgs projects list --json']) {
      const {stdout, stderr, exitCode} = await cli([...line.split(' '), ...flags], {env})
      expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: expect.stringContaining(words), exitCode: 3})
      expect(stderr).not.toContain('hidden')
    }
  })

  it('auth status and doctor say so, and show neither', async () => {
    const {flags = [], env} = place(HIDDEN, PUBLIC)
    answers({body: {status: 'OK', version: '3.0.0'}})
    const status = await cli(['auth', 'status', '--json', ...flags], {env})
    expect(status).toMatchObject({exitCode: 3, stdout: expect.stringContaining('are the two swapped?')})
    const doctor = await cli(['doctor', '--json', ...flags], {env})
    expect(JSON.parse(doctor.stdout).checks).toContainEqual(
      expect.objectContaining({state: 'problem', text: `${name} holds a secret key: are the two swapped?`}),
    )
    expect(JSON.stringify([status, doctor])).not.toContain('hidden')
  })
})

describe('in a profile', () => {
  const env = {XDG_CONFIG_HOME: '', LANGFUSE_CLI_NO_KEYRING: '1'}
  beforeAll(() => {
    env.XDG_CONFIG_HOME = folder
  })

  it.each(['datasets list', 'orgs projects list'])('they are not sent by %s', async (line) => {
    const {stderr, exitCode} = await cli(line, {env})
    expect({stderr, exitCode}).toEqual({
      exitCode: 3,
      stderr: expect.stringContaining('The public key of profile used holds a secret key'),
    })
  })

  it.each(['profiles list', 'profiles show used', 'profiles list -o yaml'])(
    'they are not shown by %s',
    async (line) => {
      const {stdout, exitCode} = await cli(`${line}`, {env})
      expect(exitCode).toBe(0)
      expect(stdout).toContain('used')
      expect(stdout).not.toContain('hidden')
    },
  )
})

it.each([HIDDEN, PUBLIC])('an admin key that is %s… is not sent', async (key) => {
  const env = {...home, LANGFUSE_ADMIN_API_KEY: key}
  const {stderr, exitCode} = await cli('admin orgs list', {env})
  expect({stderr, exitCode}).toEqual({
    exitCode: 3,
    stderr: expect.stringContaining('LANGFUSE_ADMIN_API_KEY holds a key of a project or an organization'),
  })
})

import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest'
import type {Scope} from '../../../src/api/operation/endpoint.js'
import {type Connection, connect} from '../../../src/base/account/credentials.js'
import {profilePath, updateProfiles} from '../../../src/base/account/profile.js'

const home = process.cwd()
let folder: string

const pair = (name: string) => ({publicKey: `pk-${name}`, secretKey: `sk-${name}`})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'langfuse-credentials-'))
  await updateProfiles(profilePath(join(folder, 'used')), () => ({
    current: 'used',
    profiles: {
      used: {host: 'https://used.test', pair: pair('used'), organization: pair('used-org')},
      typed: {host: 'https://typed.test', pair: pair('typed')},
      full: {
        host: 'https://full.test',
        pair: pair('full'),
        organization: pair('full-org'),
        adminKey: {secretKey: 'full-admin'},
      },
      known: {host: 'https://known.test', pair: pair('known'), project: {name: 'Checkout'}},
      orgonly: {host: 'https://orgonly.test', organization: pair('orgonly')},
      half: {host: 'https://half.test', pair: {publicKey: 'pk-half'}},
      hostonly: {host: 'https://hostonly.test'},
      keyring: {host: 'https://keyring.test', pair: {publicKey: 'pk-keyring', keyring: true}},
      bad: {host: 'nowhere', pair: pair('bad')},
    },
  }))
  writeFileSync(
    join(folder, 'app.env'),
    'LANGFUSE_HOST="https://file.test/"\nexport LANGFUSE_PUBLIC_KEY=pk-file\nLANGFUSE_SECRET_KEY=\'sk-file\'\n',
  )
  writeFileSync(join(folder, 'keys.env'), 'LANGFUSE_PUBLIC_KEY=pk-file\nLANGFUSE_SECRET_KEY=sk-file\n')
  writeFileSync(join(folder, 'half.env'), 'LANGFUSE_PUBLIC_KEY=pk-file\n')
  writeFileSync(join(folder, 'empty.env'), '')
  writeFileSync(join(folder, 'host.env'), 'LANGFUSE_HOST=https://used.test\n')
  await updateProfiles(profilePath(join(folder, 'gone')), () => ({
    current: 'gone',
    profiles: {left: {host: 'https://left.test'}},
  }))
  mkdirSync(join(folder, 'damaged'))
  writeFileSync(profilePath(join(folder, 'damaged')), 'nonsense')
})

afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** Flags, variables and the file of profiles (`used`, or none) of one case. */
interface Given {
  flags?: Record<string, string>
  env?: Record<string, string>
  profiles?: 'damaged' | 'gone' | 'none' | 'used'
}

function open({flags = {}, env = {}, profiles = 'none'}: Given): Promise<Connection> {
  const file = flags.env
  const absolute = file ? {env: join(folder, file)} : {}
  return connect({flags: {...flags, ...absolute}, env, configDir: join(folder, profiles)})
}

async function pairOf(connection: Connection, scope: Scope = 'project'): Promise<string> {
  const [, encoded = ''] = ((await connection.authorize(scope)) ?? '').split(' ')
  return Buffer.from(encoded, 'base64').toString('utf8')
}

const ENV = {
  LANGFUSE_BASE_URL: 'https://env.test',
  LANGFUSE_PUBLIC_KEY: 'pk-env',
  LANGFUSE_SECRET_KEY: 'sk-env',
}
const FLAGS = {host: 'https://flag.test', 'public-key': 'pk-flag', 'secret-key': 'sk-flag'}

describe('host and keys, typed before inherited', () => {
  const cases: [string, Given, {host: string; from: string; keys: string}][] = [
    [
      'flags',
      {flags: FLAGS, env: ENV, profiles: 'used'},
      {host: 'https://flag.test', from: '--host', keys: 'pk-flag:sk-flag'},
    ],
    [
      'a typed profile before variables and the active profile',
      {flags: {profile: 'typed'}, env: ENV, profiles: 'used'},
      {host: 'https://typed.test', from: 'profile typed', keys: 'pk-typed:sk-typed'},
    ],
    [
      'a typed profile before LANGFUSE_PROFILE, even one that is not there',
      {flags: {profile: 'typed'}, env: {LANGFUSE_PROFILE: 'gone'}, profiles: 'used'},
      {host: 'https://typed.test', from: 'profile typed', keys: 'pk-typed:sk-typed'},
    ],
    [
      'flags before a typed profile',
      {flags: {...FLAGS, profile: 'typed'}, profiles: 'used'},
      {host: 'https://flag.test', from: '--host', keys: 'pk-flag:sk-flag'},
    ],
    [
      'an env file before variables and the active profile',
      {flags: {env: 'app.env'}, env: ENV, profiles: 'used'},
      {host: 'https://file.test', from: 'LANGFUSE_HOST in <file>', keys: 'pk-file:sk-file'},
    ],
    [
      'flags before an env file',
      {flags: {...FLAGS, env: 'app.env'}},
      {host: 'https://flag.test', from: '--host', keys: 'pk-flag:sk-flag'},
    ],
    [
      'variables before LANGFUSE_PROFILE',
      {env: {...ENV, LANGFUSE_PROFILE: 'typed'}, profiles: 'used'},
      {host: 'https://env.test', from: 'LANGFUSE_BASE_URL', keys: 'pk-env:sk-env'},
    ],
    [
      'variables before the active profile',
      {env: ENV, profiles: 'used'},
      {host: 'https://env.test', from: 'LANGFUSE_BASE_URL', keys: 'pk-env:sk-env'},
    ],
    [
      'LANGFUSE_PROFILE before the active profile',
      {env: {LANGFUSE_PROFILE: 'typed'}, profiles: 'used'},
      {host: 'https://typed.test', from: 'profile typed', keys: 'pk-typed:sk-typed'},
    ],
    [
      'the active profile',
      {profiles: 'used'},
      {host: 'https://used.test', from: 'profile used', keys: 'pk-used:sk-used'},
    ],
    [
      'the default host',
      {env: {LANGFUSE_PUBLIC_KEY: 'pk-env', LANGFUSE_SECRET_KEY: 'sk-env'}},
      {host: 'https://cloud.langfuse.com', from: 'default', keys: 'pk-env:sk-env'},
    ],
    [
      'LANGFUSE_BASE_URL before LANGFUSE_HOST',
      {env: {...ENV, LANGFUSE_HOST: 'https://other.test'}},
      {host: 'https://env.test', from: 'LANGFUSE_BASE_URL', keys: 'pk-env:sk-env'},
    ],
    [
      'LANGFUSE_HOST when LANGFUSE_BASE_URL is empty',
      {env: {...ENV, LANGFUSE_BASE_URL: ' ', LANGFUSE_HOST: 'https://other.test/base/api/public/'}},
      {host: 'https://other.test/base', from: 'LANGFUSE_HOST', keys: 'pk-env:sk-env'},
    ],
    [
      'keys from a file, the host from a variable',
      {flags: {env: 'keys.env'}, env: ENV},
      {host: 'https://env.test', from: 'LANGFUSE_BASE_URL', keys: 'pk-file:sk-file'},
    ],
    [
      'a typed region with keys of variables',
      {flags: {host: 'us'}, env: ENV, profiles: 'used'},
      {host: 'https://us.cloud.langfuse.com', from: '--host', keys: 'pk-env:sk-env'},
    ],
    [
      'keys of a profile to its own host, however it is written',
      {flags: {host: 'https://USED.test/api/public/'}, profiles: 'used'},
      {host: 'https://used.test', from: '--host', keys: 'pk-used:sk-used'},
    ],
    [
      'empty flags and variables as unset',
      {
        flags: {host: '', 'public-key': '', 'secret-key': ' ', profile: '', env: ''},
        env: {LANGFUSE_BASE_URL: '', LANGFUSE_PUBLIC_KEY: '', LANGFUSE_SECRET_KEY: '', LANGFUSE_PROFILE: ''},
        profiles: 'used',
      },
      {host: 'https://used.test', from: 'profile used', keys: 'pk-used:sk-used'},
    ],
    [
      'blanks around keys as nothing',
      {env: {...ENV, LANGFUSE_PUBLIC_KEY: ' pk-env\n', LANGFUSE_SECRET_KEY: '\tsk-env '}},
      {host: 'https://env.test', from: 'LANGFUSE_BASE_URL', keys: 'pk-env:sk-env'},
    ],
    [
      'nothing that an SDK alone reads',
      {env: {...ENV, LANGFUSE_BASEURL: 'https://sdk.test', LANGFUSE_URL: 'https://sdk.test'}},
      {host: 'https://env.test', from: 'LANGFUSE_BASE_URL', keys: 'pk-env:sk-env'},
    ],
  ]
  it.each(cases)('%s', async (_, given, {host, from, keys}) => {
    const connection = await open(given)
    expect(connection.host).toBe(host)
    expect(connection.hostSource.replace(join(folder, 'app.env'), '<file>')).toBe(from)
    expect(await pairOf(connection)).toBe(keys)
  })

  it.each([
    [{flags: FLAGS}, 'flag.test (keys from --public-key)'],
    [{env: ENV}, 'env.test (keys from LANGFUSE_PUBLIC_KEY)'],
    [{profiles: 'used'}, 'used.test (profile used)'],
    [{flags: {profile: 'hostonly'}, profiles: 'used'}, 'hostonly.test'],
    [{}, 'cloud.langfuse.com'],
  ] as [Given, string][])('%j is called %s', async (given, origin) => {
    expect((await open(given)).origin).toBe(origin)
  })

  it('names both halves of a pair', async () => {
    expect((await open({flags: FLAGS})).project?.names).toEqual({publicKey: '--public-key', secretKey: '--secret-key'})
    expect((await open({env: ENV})).project?.names).toEqual({
      publicKey: 'LANGFUSE_PUBLIC_KEY',
      secretKey: 'LANGFUSE_SECRET_KEY',
    })
    expect((await open({flags: {profile: 'keyring'}, profiles: 'used'})).project).toMatchObject({
      names: {publicKey: 'profile keyring', secretKey: 'profile keyring'},
      store: 'keyring',
    })
  })
})

describe('both keys come from one source', () => {
  const pk = {LANGFUSE_PUBLIC_KEY: 'pk-env'}
  const sk = {LANGFUSE_SECRET_KEY: 'sk-env'}
  const cases: [Given, string][] = [
    [
      {flags: {'public-key': 'pk-flag'}, env: ENV},
      'The public key comes from --public-key and the secret key from LANGFUSE_SECRET_KEY: both must come from one place',
    ],
    [
      {flags: {'secret-key': 'sk-flag'}, env: pk},
      'The secret key comes from --secret-key and the public key from LANGFUSE_PUBLIC_KEY: both must come from one place',
    ],
    [
      {env: pk, profiles: 'used'},
      'The public key comes from LANGFUSE_PUBLIC_KEY and the secret key from profile used: both must come from one place',
    ],
    [
      {flags: {profile: 'half'}, env: sk, profiles: 'used'},
      'The public key comes from profile half and the secret key from LANGFUSE_SECRET_KEY: both must come from one place',
    ],
    [
      {flags: {env: 'half.env'}, env: ENV},
      'The public key comes from LANGFUSE_PUBLIC_KEY in <file> and the secret key from LANGFUSE_SECRET_KEY: both must come from one place',
    ],
    [{env: sk}, 'The secret key comes from LANGFUSE_SECRET_KEY, but the public key is missing'],
  ]
  it.each(cases)('%j', async (given, message) => {
    const connection = await open(given)
    const error = await connection.authorize('project').catch((problem) => problem)
    expect(error).toMatchObject({code: 'credentials'})
    expect(error.message.replace(join(folder, 'half.env'), '<file>')).toBe(message)
  })

  it('holds for the organization too', async () => {
    const {authorize} = await open({env: {...ENV, LANGFUSE_ORG_PUBLIC_KEY: 'pk-org'}})
    await expect(authorize('organization')).rejects.toThrow('The public key comes from LANGFUSE_ORG_PUBLIC_KEY')
    expect(await authorize('project')).toMatch(/^Basic /)
  })
})

describe('keys of a profile go to its host only', () => {
  const cases: [string, Given, Scope][] = [
    ['a typed host', {flags: {host: 'us'}, profiles: 'used'}, 'project'],
    ['a host in a variable', {env: {LANGFUSE_HOST: 'https://env.test'}, profiles: 'used'}, 'project'],
    ['a typed host with a typed profile', {flags: {host: 'us', profile: 'full'}, profiles: 'used'}, 'project'],
    ['a subdomain', {flags: {host: 'https://a.used.test'}, profiles: 'used'}, 'project'],
    ['another scheme', {flags: {host: 'http://used.test'}, profiles: 'used'}, 'project'],
    ['another port', {flags: {host: 'https://used.test:8443'}, profiles: 'used'}, 'project'],
    ['another base path', {flags: {host: 'https://used.test/base'}, profiles: 'used'}, 'project'],
    ['the organization pair', {flags: {host: 'us'}, profiles: 'used'}, 'organization'],
    ['the admin key', {flags: {host: 'us', profile: 'full'}, profiles: 'used'}, 'admin'],
  ]
  it.each(cases)('%s', async (_, given, scope) => {
    const {authorize} = await open(given)
    await expect(authorize(scope)).rejects.toMatchObject({
      code: 'credentials',
      message: expect.stringMatching(/^The keys of profile \w+ belong to \w+\.test and are not sent to /),
    })
  })
})

describe('scopes', () => {
  const ORG = {LANGFUSE_ORG_PUBLIC_KEY: 'pk-org', LANGFUSE_ORG_SECRET_KEY: 'sk-org'}
  const cases: [string, Given, string][] = [
    ['a pair of variables', {env: {...ENV, ...ORG}}, 'pk-org:sk-org'],
    ['the plain pair without one', {env: ENV}, 'pk-env:sk-env'],
    ['the second pair of a profile', {profiles: 'used'}, 'pk-used-org:sk-used-org'],
    ['variables before the active profile', {env: ORG, profiles: 'used'}, 'pk-org:sk-org'],
    [
      'a typed profile before variables',
      {flags: {profile: 'full'}, env: ORG, profiles: 'used'},
      'pk-full-org:sk-full-org',
    ],
    ['the plain pair of a typed profile', {flags: {profile: 'typed'}, env: ORG, profiles: 'used'}, 'pk-typed:sk-typed'],
    ['typed keys before all', {flags: FLAGS, env: ORG, profiles: 'none'}, 'pk-flag:sk-flag'],
  ]
  it.each(cases)('organization: %s', async (_, given, keys) => {
    expect(await pairOf(await open(given), 'organization')).toBe(keys)
  })

  it('none: no header, even where there are keys', async () => {
    expect(await (await open({env: ENV})).authorize('none')).toBeUndefined()
  })

  it('organization: keys that login found to be a project’s are not tried', async () => {
    const {authorize} = await open({flags: {profile: 'known'}, profiles: 'used'})
    await expect(authorize('organization')).rejects.toMatchObject({
      code: 'credentials',
      message:
        'The keys of profile known are those of project Checkout; this command needs the keys of an organization',
      hint: expect.stringContaining('Set LANGFUSE_ORG_PUBLIC_KEY and LANGFUSE_ORG_SECRET_KEY'),
    })
    expect(await authorize('project')).toMatch(/^Basic /)
  })

  it('each scope names the source of its own keys', async () => {
    const admin = {LANGFUSE_ADMIN_API_KEY: 'a'}
    const {originFor} = await open({env: {...ENV, LANGFUSE_PROFILE: 'used'}, profiles: 'used'})
    expect(originFor('project')).toContain('(keys from LANGFUSE_PUBLIC_KEY)')
    expect(originFor('organization')).toContain('(profile used)')
    const both = await open({flags: FLAGS, env: admin})
    expect([both.originFor('project'), both.originFor('admin')]).toEqual([
      'flag.test (keys from --public-key)',
      'flag.test (key from LANGFUSE_ADMIN_API_KEY)',
    ])
  })

  it('project: an organization pair does not stand in', async () => {
    const {authorize} = await open({flags: {profile: 'orgonly'}, profiles: 'used'})
    await expect(authorize('project')).rejects.toThrow('No keys')
  })

  it('admin: from the variable, else from the profile', async () => {
    const admin = async (given: Given) => {
      const {adminSource, authorize} = await open(given)
      return [adminSource, await authorize('admin')]
    }
    expect(await admin({env: {LANGFUSE_ADMIN_API_KEY: ' env-admin '}})).toEqual([
      'LANGFUSE_ADMIN_API_KEY',
      'Bearer env-admin',
    ])
    expect(await admin({env: {LANGFUSE_PROFILE: 'full'}, profiles: 'used'})).toEqual([
      'profile full',
      'Bearer full-admin',
    ])
    await expect(admin({env: ENV})).rejects.toMatchObject({
      code: 'credentials',
      message: expect.stringContaining('No admin key'),
    })
  })
})

describe('what is wrong at once', () => {
  const cases: [string, Given, string, string][] = [
    [
      '--profile with --env',
      {flags: {profile: 'typed', env: 'app.env'}, profiles: 'used'},
      'usage',
      'exclude each other',
    ],
    ['an unknown profile', {flags: {profile: 'gone'}, profiles: 'used'}, 'credentials', 'There is no profile "gone"'],
    ['an unknown LANGFUSE_PROFILE', {env: {LANGFUSE_PROFILE: 'gone'}}, 'credentials', 'There is no profile "gone"'],
    ['an env file that is not there', {flags: {env: 'gone.env'}}, 'file', 'there is no such file'],
    ['a host that is not a valid URL', {flags: {host: 'somewhere'}}, 'usage', '--host: "somewhere" is not a valid URL'],
    [
      'a variable that is not a valid URL',
      {env: {LANGFUSE_HOST: 'a b'}},
      'usage',
      'LANGFUSE_HOST: "a b" is not a valid URL',
    ],
    [
      'a profile whose host is not a valid URL',
      {flags: {profile: 'bad'}, profiles: 'used'},
      'credentials',
      'profile bad: "nowhere" is not a valid URL',
    ],
  ]
  it.each(cases)('%s', async (_, given, code, message) => {
    await expect(open(given)).rejects.toMatchObject({code, message: expect.stringContaining(message)})
  })
})

describe('a profile that cannot be had', () => {
  const broken: [string, Given, string][] = [
    ['a damaged file', {profiles: 'damaged'}, 'are damaged'],
    ['a current one that is gone', {profiles: 'gone'}, 'The active profile, "gone", does not exist'],
    ['a wrong LANGFUSE_PROFILE', {env: {LANGFUSE_PROFILE: 'nope'}, profiles: 'used'}, 'There is no profile "nope"'],
  ]

  it.each(broken)('%s stops nothing that has host and keys', async (_, {env, ...rest}) => {
    expect(await pairOf(await open({...rest, env: {...env, ...ENV}}))).toBe('pk-env:sk-env')
    expect(await pairOf(await open({...rest, env: env ?? {}, flags: FLAGS}))).toBe('pk-flag:sk-flag')
    expect(await pairOf(await open({...rest, env: env ?? {}, flags: FLAGS}), 'organization')).toBe('pk-flag:sk-flag')
    expect(await pairOf(await open({...rest, env: env ?? {}, flags: {env: 'app.env'}}))).toBe('pk-file:sk-file')
    const {authorize, host} = await open({...rest, env: env ?? {}, flags: {host: 'us'}})
    expect([host, await authorize('none')]).toEqual(['https://us.cloud.langfuse.com', undefined])
  })

  it.each(broken)('%s is the error where host or keys are missing', async (_, {env = {}, ...rest}, message) => {
    await expect(open({...rest, env})).rejects.toThrow(message)
    const keys = {LANGFUSE_PUBLIC_KEY: 'pk-env', LANGFUSE_SECRET_KEY: 'sk-env'}
    await expect(open({...rest, env: {...env, ...keys}})).rejects.toThrow(message)
    const {authorize} = await open({...rest, env, flags: {host: 'us'}})
    for (const scope of ['project', 'organization', 'admin'] as const) {
      await expect(authorize(scope)).rejects.toThrow(message)
    }
    const plain = await open({...rest, env: {...env, ...ENV}})
    await expect(plain.authorize('organization')).rejects.toThrow(message)
  })

  it('names the command that takes another one', async () => {
    await expect(open({profiles: 'gone'})).rejects.toMatchObject({
      hint: '`langfuse profiles use NAME` takes another one: left.',
    })
  })
})

describe('keys of another place', () => {
  const admin = {LANGFUSE_ADMIN_API_KEY: 'env-admin'}
  const cases: [string, Given, string][] = [
    ['an env file without keys', {flags: {env: 'empty.env'}}, 'empty.env has no LANGFUSE_… keys'],
    ['an env file with a host alone', {flags: {env: 'host.env'}}, 'host.env has no LANGFUSE_… keys'],
    ['a profile without keys', {flags: {profile: 'hostonly'}}, 'profile hostonly has none'],
  ]
  it.each(cases)('do not stand in for those of %s that was named', async (_, {flags = {}}, words) => {
    const {authorize, adminSource} = await open({flags, env: {...ENV, ...admin}, profiles: 'used'})
    for (const scope of ['project', 'organization'] as const) await expect(authorize(scope)).rejects.toThrow(words)
    expect(adminSource).toBe('LANGFUSE_ADMIN_API_KEY')
  })

  it('are named beside the host', async () => {
    const apart = async (given: Given) => (await open(given)).apart?.replace(join(folder, 'keys.env'), '<file>')
    expect(await apart({flags: {env: 'keys.env'}, env: ENV})).toBe(
      'The host comes from LANGFUSE_BASE_URL, the keys from LANGFUSE_PUBLIC_KEY in <file>',
    )
    expect(await apart({env: {...ENV, LANGFUSE_BASE_URL: ''}, profiles: 'used'})).toBe(
      'The host comes from profile used, the keys from LANGFUSE_PUBLIC_KEY',
    )
    for (const given of [{env: ENV}, {profiles: 'used'}, {flags: FLAGS}, {}] as Given[]) {
      expect(await apart(given)).toBeUndefined()
    }
    expect(await apart({env: {LANGFUSE_PUBLIC_KEY: 'pk', LANGFUSE_SECRET_KEY: 'sk'}})).toBeUndefined()
  })
})

describe('without keys', () => {
  afterEach(() => process.chdir(home))

  async function hint(scope: Scope, dotEnv?: string): Promise<string> {
    const here = mkdtempSync(join(folder, 'here-'))
    if (dotEnv !== undefined) writeFileSync(join(here, '.env'), dotEnv)
    process.chdir(here)
    const {authorize} = await open({})
    const error = await authorize(scope).catch((problem) => problem)
    expect(error).toMatchObject({code: 'credentials'})
    return error.hint
  }

  it('says how to get them', async () => {
    expect(await hint('project')).toBe(
      'Create keys in the web UI: Settings → API Keys. Then `langfuse auth login`, or set LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY.',
    )
    expect(await hint('organization')).toContain('LANGFUSE_ORG_PUBLIC_KEY and LANGFUSE_ORG_SECRET_KEY.')
  })

  it.each([
    ['both keys', 'LANGFUSE_PUBLIC_KEY=pk\nLANGFUSE_SECRET_KEY=sk-lf-in-file\n', true],
    ['one key', 'LANGFUSE_PUBLIC_KEY=pk\n', false],
    ['empty keys', 'LANGFUSE_PUBLIC_KEY=\nLANGFUSE_SECRET_KEY=\n', false],
    ['other things', 'PORT=3000\n', false],
  ])('names a .env with %s: %s', async (_, text, named) => {
    const said = await hint('project', text)
    expect(said.includes('--env .env')).toBe(named)
    expect(said).not.toContain('sk-lf-in-file')
  })
})

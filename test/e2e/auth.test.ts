import {chmodSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {newHome as emptyHome, type Home, login} from './profiles.js'
import {connected, run, TEMP} from './run.js'

/** `printf %s 'pk-lf-sandbox-project:sk-lf-sandbox-project' | base64` */
const BASIC = 'Basic cGstbGYtc2FuZGJveC1wcm9qZWN0OnNrLWxmLXNhbmRib3gtcHJvamVjdA=='
const NOWHERE = 'http://127.0.0.1:9'

let sandbox: Sandbox
let other: Sandbox
let home: Home

beforeAll(async () => {
  sandbox = await startSandbox()
  other = await startSandbox({mode: '4-events-only', basePath: '/langfuse'})
  createPrompt(sandbox.store, {name: 'greet', prompt: 'Hello', labels: ['production']})
})

beforeEach(() => {
  home = emptyHome()
  home.env.LANGFUSE_CLI_NO_KEYRING = '1'
  sandbox.requests.length = 0
  other.requests.length = 0
})

afterAll(() => Promise.all([sandbox.close(), other.close()]))

const label = () => sandbox.url
const cli = (...args: string[]) => run(args, {env: home.env})

describe('auth login without a terminal', () => {
  it('checks the keys, saves them for the user alone and uses them from then on', async () => {
    const {code, stdout, stderr} = await login(sandbox, home)
    expect({code, stdout}).toEqual({code: 0, stdout: ''})
    expect(stderr.split('\n')).toEqual([
      `✓ Logged in to ${label()} as profile default: project Test Project (Test Org)`,
      `The secret lies in ${home.path}, which only you can read.`,
      'Try: langfuse prompts list',
      '',
    ])
    expect(sandbox.requests.map(({method, path, headers}) => [method, path, headers.authorization])).toEqual([
      ['GET', '/api/public/projects', BASIC],
    ])
    expect(home.read()).toEqual({
      current: 'default',
      profiles: {
        default: {
          host: sandbox.url,
          project: {id: 'lf-test-project', name: 'Test Project', organization: 'Test Org'},
          pair: {publicKey: 'pk-lf-sandbox-project', secretKey: 'sk-lf-sandbox-project'},
        },
      },
    })
    expect(home.modes()).toEqual(['700', '600'])
    expect(readdirSync(home.folder)).toEqual(['profiles.json'])
    expect(await cli('prompts', 'list', '--columns', 'name')).toEqual({code: 0, stdout: 'greet\n', stderr: ''})
  })

  it('makes a file that others could read private again', async () => {
    await login(sandbox, home)
    chmodSync(home.path, 0o644)
    await login(sandbox, home, ['--profile', 'second'])
    expect(home.modes()[1]).toBe('600')
    expect(Object.keys(home.read().profiles)).toEqual(['default', 'second'])
  })

  it('prints an object without secrets when one is asked for', async () => {
    const {stdout} = await login(sandbox, home, ['--profile', 'ci', '--json'])
    expect(JSON.parse(stdout)).toEqual({
      profile: 'ci',
      host: sandbox.url,
      kind: 'project',
      publicKey: 'pk-lf-sandbox-project',
      project: 'Test Project',
      organization: 'Test Org',
      secret: 'file',
    })
  })

  it('keeps an organization key as the second pair, and the first when it comes again', async () => {
    await login(sandbox, home)
    const second = await login(sandbox, home, [], 'organization')
    expect(second.stderr).toContain('as profile default: an organization key\n')
    expect(second.stderr).toContain('Try: langfuse prompts list\n')
    await login(sandbox, home)
    expect(home.read().profiles.default).toMatchObject({
      project: {name: 'Test Project'},
      pair: {publicKey: 'pk-lf-sandbox-project', secretKey: 'sk-lf-sandbox-project'},
      organization: {publicKey: 'pk-lf-sandbox-organization', secretKey: 'sk-lf-sandbox-organization'},
    })
  })

  it('takes an organization key alone', async () => {
    const {code, stderr} = await login(sandbox, home, [], 'organization')
    expect(code).toBe(0)
    expect(stderr).toContain('Try: langfuse auth status\n')
    expect(home.read().profiles.default).not.toHaveProperty('pair')
  })

  it('saves nothing when the server does not know the keys', async () => {
    const args = ['auth', 'login', '--host', sandbox.url, '--public-key', 'pk-lf-a', '--secret-key-stdin']
    const {code, stderr} = await run(args, {env: home.env, stdin: 'sk-lf-wrong-secret'})
    expect(code).toBe(3)
    expect(stderr).toContain('answered 401')
    expect(stderr).toContain('does not know this key')
    expect(stderr).not.toContain('sk-lf-wrong-secret')
    expect(() => home.read()).toThrow('ENOENT')
  })

  it('saves nothing when the server cannot be reached', async () => {
    const args = ['auth', 'login', '--host', NOWHERE, '--retries', '0', '--public-key', 'pk-lf-a', '--secret-key-stdin']
    const {code, stderr} = await run(args, {env: home.env, stdin: 'sk-lf-a'})
    expect({code, stderr}).toMatchObject({
      code: 4,
      stderr: expect.stringContaining(`Connection refused: ${NOWHERE}`),
    })
    expect(() => home.read()).toThrow('ENOENT')
  })

  it('saves nothing when something else than Langfuse answers', async () => {
    sandbox.faults.push({status: 200, body: {hello: 'world'}})
    const {code, stderr} = await login(sandbox, home)
    expect({code, stderr}).toMatchObject({code: 5, stderr: expect.stringContaining('not as a Langfuse server does')})
    expect(() => home.read()).toThrow('ENOENT')
  })

  it('is not fooled by keys and a profile in the environment', async () => {
    const env = {...home.env, ...connected(other), LANGFUSE_SECRET_KEY: 'sk-lf-environment', LANGFUSE_PROFILE: 'gone'}
    const {code, stderr} = await login(sandbox, {env})
    expect(code).toBe(0)
    expect(sandbox.requests.map(({headers}) => headers.authorization)).toEqual([BASIC])
    expect(other.requests).toEqual([])
    expect(stderr).toContain(
      'Warning: LANGFUSE_HOST, LANGFUSE_PUBLIC_KEY, LANGFUSE_SECRET_KEY, LANGFUSE_PROFILE are set and beat the active profile',
    )
  })

  it('takes host and keys from --env', async () => {
    const file = join(home.env.XDG_CONFIG_HOME ?? TEMP, 'app.env')
    const {publicKey, secretKey} = other.keys.project
    const text = `LANGFUSE_BASE_URL=${other.url}/\nLANGFUSE_PUBLIC_KEY=${publicKey}\nLANGFUSE_SECRET_KEY=${secretKey}\n`
    writeFileSync(file, text)
    const {code} = await cli('auth', 'login', '--env', file, '--profile', 'app')
    expect(code).toBe(0)
    expect(home.read()).toMatchObject({current: 'app', profiles: {app: {host: other.url, pair: {publicKey}}}})
  })

  it('does not give a profile another host without being told', async () => {
    await login(sandbox, home)
    const refused = await login(other, home)
    expect(refused).toMatchObject({code: 2, stdout: ''})
    expect(refused.stderr).toContain(`Profile default holds the keys of ${sandbox.url}, not of ${other.url}`)
    expect(refused.stderr).toContain('--yes')
    expect(other.requests).toEqual([])
    expect(home.read().profiles.default).toMatchObject({host: sandbox.url})
    await login(sandbox, home, [], 'organization')
    expect((await login(other, home, ['--yes'])).code).toBe(0)
    expect(home.read().profiles.default).toMatchObject({host: other.url})
    expect(home.read().profiles.default).not.toHaveProperty('organization')
  })

  const pk = ['--public-key', 'pk-lf-a']
  it.each([
    ['no keys', [], '--public-key and --secret-key-stdin'],
    ['no secret', pk, 'this needs --secret-key-stdin'],
    ['no public key', ['--secret-key-stdin'], 'this needs --public-key'],
    ['an empty stdin', [...pk, '--secret-key-stdin'], '--secret-key-stdin: stdin is empty'],
    [
      'keys the wrong way round',
      ['--public-key', 'sk-lf-swapped', '--secret-key', 'pk-lf-a'],
      '--public-key: That is a secret key',
    ],
    ['two public keys', [...pk, '--secret-key', 'pk-lf-a'], '--secret-key: That is a public key'],
    [
      'a key with a space',
      ['--public-key', 'pk-lf a', '--secret-key', 'sk-lf-a'],
      '--public-key: That is not a valid public key',
    ],
    ['two secrets', [...pk, '--secret-key', 'sk-lf-a', '--secret-key-stdin'], 'cannot also be provided'],
    ['a profile with a slash', [...pk, '--secret-key', 'sk-lf-a', '--profile', 'a/b'], 'is not a valid profile name'],
    ['a time without meaning', [...pk, '--secret-key', 'sk-lf-a', '--timeout', 'soon'], '--timeout'],
  ])('refuses %s, and sends nothing', async (_, args, message) => {
    const {code, stdout, stderr} = await run(['auth', 'login', '--host', sandbox.url, ...args], {
      env: home.env,
      stdin: '',
    })
    expect({code, stdout}).toEqual({code: 2, stdout: ''})
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('sk-lf-swapped')
    expect(sandbox.requests).toEqual([])
    expect(() => home.read()).toThrow('ENOENT')
  })

  it('wonders about keys that do not look like any, but tries them', async () => {
    const args = ['auth', 'login', '--host', sandbox.url, '--public-key', 'public', '--secret-key-stdin']
    const {code, stderr} = await run(args, {env: home.env, stdin: 'sk-lf-sandbox-project'})
    expect(code).toBe(0)
    expect(stderr).toContain('Warning: the public key does not begin with pk-lf-')
  })

  it('refuses to go on with a damaged file', async () => {
    home.write('{"profiles": {"default": {"ho')
    const {code, stderr} = await login(sandbox, home)
    expect(code).toBe(3)
    expect(stderr).toContain(`The profiles in ${home.path} are damaged`)
    expect(sandbox.requests).toEqual([])
  })

  it('shows the request with --curl, and sends and saves nothing', async () => {
    const {code, stdout} = await login(sandbox, home, ['--curl'])
    expect(code).toBe(0)
    expect(stdout).toContain(`'${sandbox.url}/api/public/projects' -u "$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY"`)
    expect(sandbox.requests).toEqual([])
    expect(() => home.read()).toThrow('ENOENT')
  })
})

describe('auth logout', () => {
  it('removes the active profile, whole, and names those that are left', async () => {
    await login(sandbox, home)
    await login(sandbox, home, ['--profile', 'second'])
    const {code, stdout, stderr} = await cli('auth', 'logout')
    expect({code, stdout}).toEqual({code: 0, stdout: ''})
    expect(stderr).toContain(`✓ Logged out of ${label()}: profile second and its keys are gone from this machine`)
    expect(stderr).toContain('Profiles left: default')
    expect(home.read()).toEqual({profiles: {default: expect.anything()}})
    const after = await cli('prompts', 'list')
    expect({code: after.code, stderr: after.stderr}).toEqual({code: 3, stderr: expect.stringContaining('No keys')})
  })

  it('--profile removes that one and leaves the other active', async () => {
    await login(sandbox, home)
    await login(sandbox, home, ['--profile', 'second'])
    expect((await cli('auth', 'logout', '--profile', 'default')).code).toBe(0)
    expect(home.read()).toEqual({current: 'second', profiles: {second: expect.anything()}})
  })

  it('says that keys in variables stay', async () => {
    await login(sandbox, home)
    const {stderr} = await run(['auth', 'logout'], {env: {...home.env, ...connected(sandbox)}})
    expect(stderr).toContain('Warning: LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY')
  })

  it('fails when there is nothing to log out of', async () => {
    const {code, stderr} = await cli('auth', 'logout')
    expect({code, stderr}).toEqual({code: 3, stderr: expect.stringContaining('There is no active profile')})
    const unknown = await cli('auth', 'logout', '--profile', 'nobody')
    expect({code: unknown.code, stderr: unknown.stderr}).toEqual({
      code: 3,
      stderr: expect.stringContaining('There is no profile "nobody"'),
    })
  })
})

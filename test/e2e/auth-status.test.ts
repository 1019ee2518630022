import {chmodSync} from 'node:fs'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {type Home, login, newHome} from './profiles.js'
import {connected, run} from './run.js'
import {runOnTerminal} from './terminal.js'

let sandbox: Sandbox
let home: Home

beforeAll(async () => {
  sandbox = await startSandbox()
})

beforeEach(() => {
  home = newHome()
  home.env.LANGFUSE_CLI_NO_KEYRING = '1'
})

afterAll(() => sandbox.close())

async function status(args: string[] = [], env: Record<string, string> = {}) {
  const {code, stdout, stderr} = await run(['auth', 'status', ...args], {env: {...home.env, ...env}})
  return {code, stderr, shown: JSON.parse(stdout) as Record<string, unknown>}
}

const nothing = {
  problem: null,
  kind: null,
  project: null,
  organization: null,
  publicKey: null,
  publicKeySource: null,
  secretKeySource: null,
  organizationPublicKey: null,
  organizationPublicKeySource: null,
  organizationSecretKeySource: null,
  adminKeySource: null,
  headers: [],
}
const testProject = {kind: 'project', project: 'Test Project', organization: 'Test Org'}

describe('auth status', () => {
  it('shows a profile with both pairs', async () => {
    await login(sandbox, home)
    await login(sandbox, home, [], 'organization')
    expect(await status()).toEqual({
      code: 0,
      stderr: '',
      shown: {
        ...nothing,
        ...testProject,
        host: sandbox.url,
        hostSource: 'profile default',
        version: '3.225.4',
        works: true,
        publicKey: 'pk-lf-sandbox-project',
        publicKeySource: 'profile default',
        secretKeySource: 'file (profile default)',
        organizationPublicKey: 'pk-lf-sandbox-organization',
        organizationPublicKeySource: 'profile default',
        organizationSecretKeySource: 'file (profile default)',
      },
    })
  })

  it('names the variables', async () => {
    const {code, shown} = await status([], {...connected(sandbox), LANGFUSE_ADMIN_API_KEY: 'admin-secret'})
    expect(code).toBe(0)
    expect(shown).toEqual({
      ...nothing,
      ...testProject,
      host: sandbox.url,
      hostSource: 'LANGFUSE_HOST',
      version: '3.225.4',
      works: true,
      publicKey: 'pk-lf-sandbox-project',
      publicKeySource: 'LANGFUSE_PUBLIC_KEY',
      secretKeySource: 'LANGFUSE_SECRET_KEY',
      adminKeySource: 'LANGFUSE_ADMIN_API_KEY',
    })
  })

  it('names the flags, and knows an organization key among them', async () => {
    const {publicKey, secretKey} = sandbox.keys.organization
    const typed = ['--host', sandbox.url, '--public-key', publicKey, '--secret-key', secretKey]
    const {code, shown} = await status(typed)
    expect(code).toBe(0)
    expect(shown).toMatchObject({
      hostSource: '--host',
      works: true,
      kind: 'organization',
      publicKeySource: '--public-key',
      secretKeySource: '--secret-key',
      organizationPublicKey: null,
    })
  })

  it('is content with an organization pair alone', async () => {
    await login(sandbox, home, [], 'organization')
    const {code, shown} = await status()
    expect(code).toBe(0)
    expect(shown).toMatchObject({works: true, kind: 'organization', publicKey: null, project: null})
  })

  it('prints what it knows when there are no keys', async () => {
    const {code, stderr, shown} = await status(['--host', sandbox.url])
    expect(code).toBe(3)
    expect(shown).toEqual({
      ...nothing,
      host: sandbox.url,
      hostSource: '--host',
      version: '3.225.4',
      works: false,
      problem: expect.stringContaining('No keys'),
    })
    expect(stderr).toContain('Then `langfuse auth login`')
  })

  it('prints what it knows when the keys are wrong', async () => {
    const {code, stderr, shown} = await status([], {...connected(sandbox), LANGFUSE_SECRET_KEY: 'sk-lf-wrong-secret'})
    expect(code).toBe(3)
    expect(shown).toMatchObject({version: '3.225.4', works: false, kind: null, publicKey: 'pk-lf-sandbox-project'})
    expect(shown.problem).toContain('answered 401')
    expect(stderr).toContain('(keys from LANGFUSE_PUBLIC_KEY) answered 401')
    expect(stderr + JSON.stringify(shown)).not.toContain('sk-lf-wrong-secret')
  })

  it('notices a second pair that does not work', async () => {
    const keys = {LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org', LANGFUSE_ORG_SECRET_KEY: 'sk-lf-wrong-secret'}
    const {code, shown} = await status([], {...connected(sandbox), ...keys})
    expect(code).toBe(3)
    expect(shown).toMatchObject({works: false, project: 'Test Project', organizationPublicKey: 'pk-lf-org'})
  })

  it('says when half a pair is missing, and when the keys belong elsewhere', async () => {
    const half = await status([], {LANGFUSE_HOST: sandbox.url, LANGFUSE_PUBLIC_KEY: 'pk-lf-a'})
    expect([half.code, half.shown.problem]).toEqual([
      3,
      'The public key comes from LANGFUSE_PUBLIC_KEY, but the secret key is missing',
    ])
    await login(sandbox, home)
    sandbox.requests.length = 0
    const away = await status(['--host', sandbox.url.replace('127.0.0.1', 'localhost')])
    expect([away.code, away.shown.problem]).toEqual([
      3,
      expect.stringContaining('The keys of profile default belong to'),
    ])
    expect(sandbox.requests.filter(({headers}) => headers.authorization !== undefined)).toEqual([])
  })

  it('exits 4 when nobody answers, after printing', async () => {
    const {code, shown} = await status(['--retries', '0'], {...connected(sandbox), LANGFUSE_HOST: 'http://127.0.0.1:9'})
    expect(code).toBe(4)
    expect(shown).toMatchObject({version: null, works: false, publicKey: 'pk-lf-sandbox-project'})
  })

  it('knows the version of an unwell server', async () => {
    sandbox.faults.push({
      when: ({path}) => path === '/api/public/health',
      status: 503,
      body: {status: 'Database not available', version: '3.0.1'},
    })
    const {code, shown} = await status([], connected(sandbox))
    expect([code, shown.version, shown.works]).toEqual([0, '3.0.1', true])
  })

  it('warns when others can read the file', async () => {
    await login(sandbox, home)
    chmodSync(home.path, 0o640)
    const {code, stderr} = await status()
    expect([code, stderr]).toEqual([0, `Warning: others can read ${home.path}: chmod 600 ${home.path}\n`])
  })

  it('fails for a damaged file, an unknown profile and a profile with an env file', async () => {
    const failing = async (...args: string[]) => (await run(['auth', 'status', ...args], {env: home.env})).code
    home.write('nonsense')
    expect(await failing()).toBe(3)
    home.write('{"profiles":{}}')
    expect(await failing('--profile', 'nobody')).toBe(3)
    expect(await failing('--profile', 'nobody', '--env', home.path)).toBe(2)
  })

  it('--curl shows both requests and sends none', async () => {
    sandbox.requests.length = 0
    const {code, stdout} = await run(['auth', 'status', '--curl'], {env: {...home.env, ...connected(sandbox)}})
    expect(code).toBe(0)
    const lines = stdout.split('\n').filter((line) => line.startsWith('curl '))
    expect(lines).toHaveLength(2)
    expect(stdout).toContain(`${sandbox.url}/api/public/health`)
    expect(stdout).toContain(`${sandbox.url}/api/public/projects`)
    expect(sandbox.requests).toEqual([])
  })

  it('shows lines on a terminal', async () => {
    await login(sandbox, home)
    const {code, lines} = await runOnTerminal(['auth', 'status'], {env: home.env, columns: 60})
    expect(code).toBe(0)
    expect(lines.filter((line) => line !== '')).toEqual([
      `host:             ${sandbox.url}`,
      'hostSource:       profile default',
      'version:          3.225.4',
      'works:            true',
      'kind:             project',
      'project:          Test Project',
      'organization:     Test Org',
      'publicKey:        pk-lf-sandbox-project',
      'publicKeySource:  profile default',
      'secretKeySource:  file (profile default)',
    ])
  })
})

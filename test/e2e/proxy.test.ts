import {writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/http/server.js'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {CA, type CompanyProxy, OTHER_CA, startProxy, startTls} from './proxies.js'
import {connected, type Result, run, shell, startCli, TEMP} from './run.js'

const PASSWORD = 'p@ss:wörd/%41'
const IN_URL = `anna:${encodeURIComponent(PASSWORD)}`
const DISGUISES = [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(`anna:${PASSWORD}`).toString('base64')]

let sandbox: Sandbox
let tls: Awaited<ReturnType<typeof startTls>>
let proxy: CompanyProxy
let http: Record<string, string>
let https: Record<string, string>
let address: string
let withPassword: string

const results: Result[] = []

async function langfuse(args: string[], env: Record<string, string>): Promise<Result> {
  const result = await run(args, {env})
  results.push(result)
  return result
}

function list(env: Record<string, string>, ...more: string[]): Promise<Result> {
  return langfuse(['projects', 'list', '--json', '--retries', '0', ...more], env)
}

beforeAll(async () => {
  sandbox = await startSandbox()
  seedDemo(sandbox.store)
  tls = await startTls(sandbox.url)
  http = connected(sandbox)
  https = {...http, LANGFUSE_HOST: tls.url, LANGFUSE_CLI_CA_CERT: CA}
})

beforeEach(async () => {
  sandbox.requests.length = 0
  proxy = await startProxy()
  address = `http://127.0.0.1:${proxy.port}`
  withPassword = `http://${IN_URL}@127.0.0.1:${proxy.port}`
})

afterEach(async () => {
  await proxy.close()
  for (const {stdout, stderr} of results) {
    for (const word of DISGUISES) expect(stdout + stderr).not.toContain(word)
  }
  results.length = 0
})

afterAll(async () => {
  await tls.close()
  await sandbox.close()
})

function hostOf({LANGFUSE_HOST = ''}: Record<string, string>): string {
  return new URL(LANGFUSE_HOST).host
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const {port} = server.address() as {port: number}
  await new Promise((resolve) => server.close(resolve))
  return port
}

function failure({code, stdout, stderr}: Result): {message: string; hint: string} {
  expect({code, stdout}).toEqual({code: 4, stdout: ''})
  const {error} = JSON.parse(stderr)
  expect(error.code).toBe('network')
  return error
}

describe('a host of http', () => {
  it.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'])('goes through %s', async (name) => {
    const {code, stderr} = await list({...http, [name]: address})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(proxy.asked).toEqual([`GET ${sandbox.url}/api/public/projects`])
    expect(sandbox.requests).toHaveLength(1)
  })

  it('does not go through HTTPS_PROXY', async () => {
    expect((await list({...http, HTTPS_PROXY: address})).code).toBe(0)
    expect(proxy.connections()).toBe(0)
  })

  it('sends a body and many pages through', async () => {
    const made = await langfuse(['prompts', 'create', '--name', 'p', '--prompt', 'ü'.repeat(5000)], {
      ...http,
      HTTP_PROXY: address,
    })
    expect(made.code).toBe(0)
    expect(JSON.parse(sandbox.requests.at(-1)?.body ?? '').prompt).toHaveLength(5000)
    const before = proxy.connections()
    const items = ['datasets', 'items', 'list', '--dataset-name', 'production-sample', '--limit', '250', '-o', 'ndjson']
    const {code, stdout} = await langfuse(items, {...http, HTTP_PROXY: address})
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(250)
    expect(proxy.connections()).toBe(before + 1)
  })

  it('leaves it to the proxy to look names up', async () => {
    const host = sandbox.url.replace('127.0.0.1', 'langfuse.invalid')
    expect((await list({...http, LANGFUSE_HOST: host, HTTP_PROXY: address})).code).toBe(0)
    expect(proxy.asked).toEqual([`GET ${host}/api/public/projects`])
  })

  it('shows an answer that may be the proxy’s as such', async () => {
    proxy.refusal = 502
    const {code, stderr} = await list({...http, HTTP_PROXY: address})
    expect(code).toBe(5)
    expect(JSON.parse(stderr).error.message).toContain(`through the proxy ${address} (HTTP_PROXY) answered 502`)
  })
})

describe('a host of https', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])('goes through %s by CONNECT', async (name) => {
    const {code, stderr} = await list({...https, [name]: address})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(proxy.asked).toEqual([`CONNECT ${hostOf(https)}`])
    expect(sandbox.requests).toHaveLength(1)
  })

  it('does not go through HTTP_PROXY', async () => {
    expect((await list({...https, HTTP_PROXY: address})).code).toBe(0)
    expect(proxy.connections()).toBe(0)
  })

  it('takes one tunnel for many pages', async () => {
    const items = ['datasets', 'items', 'list', '--dataset-name', 'production-sample', '--limit', '250', '-o', 'ndjson']
    const {code, stdout} = await langfuse(items, {...https, HTTPS_PROXY: address})
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(250)
    expect(sandbox.requests.length).toBeGreaterThan(1)
    expect(proxy.connections()).toBe(1)
  })

  it.each(['langfuse.invalid', '127.0.0.2', '[::1]'])('wants a certificate of %s itself', async (name) => {
    const env = {...https, LANGFUSE_HOST: tls.url.replace('127.0.0.1', name), HTTPS_PROXY: address}
    expect(failure(await list(env)).message).toContain('altnames')
    expect(proxy.asked).toEqual([`CONNECT ${hostOf(env)}`])
    expect(sandbox.requests).toEqual([])
  })

  it('takes a proxy without a scheme for one of http', async () => {
    expect((await list({...https, HTTPS_PROXY: `127.0.0.1:${proxy.port}`})).code).toBe(0)
    expect(proxy.asked).toHaveLength(1)
  })

  it('says that there is a proxy between when the CA is unknown', async () => {
    const {message, hint} = failure(await list({...https, LANGFUSE_CLI_CA_CERT: '', HTTPS_PROXY: address}))
    expect(message).toContain(`${tls.url}, through the proxy ${address} (HTTPS_PROXY)`)
    expect(hint).toContain('--ca-cert')
    expect(sandbox.requests).toEqual([])
  })
})

describe('NO_PROXY', () => {
  it.each([
    ['NO_PROXY', '127.0.0.1'],
    ['no_proxy', 'example.com, 127.0.0.1'],
    ['NO_PROXY', '*'],
    ['NO_PROXY', '.0.0.1'],
  ])('%s=%s wins', async (name, value) => {
    for (const env of [http, https]) {
      expect((await list({...env, ALL_PROXY: address, [name]: value})).code).toBe(0)
    }
    expect(proxy.connections()).toBe(0)
    expect(sandbox.requests).toHaveLength(2)
  })

  it('of another host does not', async () => {
    expect((await list({...http, ALL_PROXY: address, NO_PROXY: 'example.com'})).code).toBe(0)
    expect(proxy.connections()).toBe(1)
  })
})

describe.each(['http', 'https'])('a proxy that wants a password, for %s', (scheme) => {
  const variable = `${scheme.toUpperCase()}_PROXY`
  const env = () => (scheme === 'http' ? http : https)

  beforeEach(() => {
    proxy.wants = `anna:${PASSWORD}`
  })

  it('gets it, and nobody else', async () => {
    const {code, stdout, stderr} = await list(
      {...env(), [variable]: withPassword, DEBUG: 'http*,agent-base'},
      '--verbose',
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toHaveLength(1)
    expect(stderr).toContain(`through the proxy ${address} (${variable})\n`)
    expect(sandbox.requests.map(({headers}) => headers['proxy-authorization'])).toEqual([undefined])
  })

  it.each(['', 'anna@', 'anna:wrong-password@'])('refuses "%s" with 407', async (user) => {
    const named = address.replace('//', `//${user}`)
    const result = await list({...env(), [variable]: named}, '--verbose')
    expect(result.stderr).not.toContain('wrong-password')
    const {message, hint} = failure({...result, stderr: result.stderr.trimEnd().split('\n').at(-1) ?? ''})
    expect(message).toBe(`Refused with status 407: the proxy ${address} (${variable})`)
    expect(hint).toContain(`${variable}=http://USER:PASSWORD@`)
    expect(sandbox.requests).toEqual([])
    expect(proxy.asked).toHaveLength(1)
  })

  it('does not show it with --curl', async () => {
    const {code, stdout} = await langfuse(['projects', 'list', '--curl'], {...env(), [variable]: withPassword})
    expect(code).toBe(0)
    expect(stdout).not.toContain(String(proxy.port))
  })

  it.each([
    ['no URL', `http://${IN_URL}@[x`],
    ['another scheme', `socks5://${IN_URL}@127.0.0.1:1`],
    ['a bare %', 'http://anna:50%off-secret@127.0.0.1:1'],
  ])('is refused with exit 2, unseen, when it is %s', async (_, value) => {
    const {code, stderr} = await list({...env(), [variable]: value})
    expect(code).toBe(2)
    expect(stderr).toContain(variable)
    expect(stderr).not.toContain('off-secret')
    expect(sandbox.requests).toEqual([])
  })
})

describe('a proxy that does not answer', () => {
  it.each(['http', 'https'])('is named when it is down, for %s', async (scheme) => {
    const down = `http://127.0.0.1:${await closedPort()}`
    const variable = `${scheme}_proxy`
    const named = down.replace('//', `//${IN_URL}@`)
    const {message, hint} = failure(await list({...(scheme === 'http' ? http : https), [variable]: named}))
    expect(message).toBe(`Connection refused: the proxy ${down} (${variable})`)
    expect(hint).toContain('NO_PROXY')
    expect(sandbox.requests).toEqual([])
  })

  it.each([502, 503, 403])('is named when it answers CONNECT with %i', async (status) => {
    proxy.refusal = status
    const {message, hint} = failure(await list({...https, HTTPS_PROXY: withPassword}))
    expect(message).toBe(`Refused with status ${status}: the proxy ${address} (HTTPS_PROXY)`)
    expect(hint).toContain('127.0.0.1 in NO_PROXY')
    expect(proxy.asked).toHaveLength(1)
  })

  it('is asked again for what is not safe to repeat: the server never saw it', async () => {
    proxy.refusal = 503
    const create = [
      'comments',
      'create',
      '--object-type',
      'trace',
      '--object-id',
      't',
      '--content',
      'x',
      '--project-id',
      'p',
    ]
    const {code, stderr} = await langfuse([...create, '--retries', '1'], {...https, HTTPS_PROXY: address})
    expect(code).toBe(4)
    expect(stderr).not.toContain('carried out')
    expect(proxy.asked).toHaveLength(2)
  })

  it.each(['http', 'https'])('ends with --timeout when it says nothing, for %s', async (scheme) => {
    proxy.refusal = 'silent'
    const env = {...(scheme === 'http' ? http : https), [`${scheme}_proxy`]: address}
    const {message} = failure(await list(env, '--timeout', '1'))
    expect(message).toContain(`the proxy ${address} (${scheme}_proxy)`)
    expect(message).toContain('No answer')
  })
})

it.each(['http', 'https'])('Ctrl-C ends the wait for a proxy, for %s', async (scheme) => {
  proxy.refusal = 'silent'
  const env = {...(scheme === 'http' ? http : https), [`${scheme}_proxy`]: address}
  const running = startCli(['projects', 'list', '--verbose', '--timeout', '5m'], {env})
  await running.seen('stderr', 'through the proxy')
  await expect.poll(() => proxy.asked.length).toBe(1)
  running.child.kill('SIGINT')
  expect((await running.result).code).toBe(130)
})

describe('certificates', () => {
  it('an unknown CA is exit 4, and the hint names both ways out', async () => {
    const {hint} = failure(await list({...http, LANGFUSE_HOST: tls.url}))
    expect(hint).toContain('--ca-cert')
    expect(hint).toContain('NODE_EXTRA_CA_CERTS')
    expect(sandbox.requests).toEqual([])
  })

  it.each<[string, string[], Record<string, string>]>([
    ['--ca-cert', ['--ca-cert', CA], {}],
    ['LANGFUSE_CLI_CA_CERT', [], {LANGFUSE_CLI_CA_CERT: CA}],
    ['NODE_EXTRA_CA_CERTS', [], {NODE_EXTRA_CA_CERTS: CA}],
    ['--ca-cert before the variable', ['--ca-cert', CA], {LANGFUSE_CLI_CA_CERT: '/nowhere'}],
    ['NODE_EXTRA_CA_CERTS beside --ca-cert', ['--ca-cert', OTHER_CA], {NODE_EXTRA_CA_CERTS: CA}],
  ])('%s is enough', async (_, args, env) => {
    const {code, stderr} = await list({...http, LANGFUSE_HOST: tls.url, ...env}, ...args)
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(sandbox.requests).toHaveLength(1)
  })

  it('another CA is not', async () => {
    failure(await list({...http, LANGFUSE_HOST: tls.url}, '--ca-cert', OTHER_CA))
  })

  it.each([[[]], [['--quiet']]])('--insecure %j checks nothing, and warns', async (more) => {
    const env = {...http, LANGFUSE_HOST: tls.url}
    const {code, stderr} = await list(env, '--insecure', ...more)
    expect(code).toBe(0)
    expect(stderr).toMatch(/^Warning: --insecure: no certificate is checked\..*\n$/)
    const tunnelled = await list({...env, HTTPS_PROXY: address}, '--insecure', ...more)
    expect(tunnelled).toMatchObject({code: 0, stderr})
    expect(proxy.connections()).toBe(1)
  })

  it.each([
    ['is not there', join(TEMP, 'missing.pem'), undefined],
    ['is a folder', TEMP, undefined],
    ['is empty', join(TEMP, 'empty.pem'), ''],
    ['is a key', join(TEMP, 'key.pem'), '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
    ['is broken', join(TEMP, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('a file that %s is exit 6, and nothing is sent', async (_, path, content) => {
    if (content !== undefined) writeFileSync(path, content)
    for (const [from, args, env] of [
      ['--ca-cert', ['--ca-cert', path], {}],
      ['LANGFUSE_CLI_CA_CERT', [], {LANGFUSE_CLI_CA_CERT: path}],
    ] as const) {
      const {code, stdout, stderr} = await list({...http, ...env}, ...args)
      expect({code, stdout}).toEqual({code: 6, stdout: ''})
      expect(JSON.parse(stderr).error.message).toContain(path)
      expect(JSON.parse(stderr).error.message).toContain(from)
    }
    expect(sandbox.requests).toEqual([])
  })

  it.each([[['--ca-cert', CA]], [['--insecure']]])('--curl with %j runs in bash', async (flags) => {
    const env = {...http, LANGFUSE_HOST: tls.url, HTTPS_PROXY: address}
    const {code, stdout} = await langfuse(['projects', 'list', '--curl', ...flags], env)
    expect(code).toBe(0)
    expect(sandbox.requests).toEqual([])
    expect((await shell(stdout, {env})).code).toBe(0)
    expect(sandbox.requests).toHaveLength(1)
    expect(proxy.asked).toEqual([`CONNECT ${hostOf(env)}`])
  })
})

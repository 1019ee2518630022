import {spawnSync} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {type Mode, type Sandbox, startSandbox} from '../../sandbox/http/server.js'
import {type Home, login, newHome} from './profiles.js'
import {connected, type Result, run, TEMP} from './run.js'
import {runOnTerminal} from './terminal.js'

interface Check {
  name: string
  state: string
  text: string
  hint?: string
}

const NAMES = ['node', 'program', 'configuration', 'keyring', 'cache', 'host', 'proxy', 'dns', 'tls', 'server']
const ASKED = ['api version', 'clock', 'keys']

let sandbox: Sandbox
let home: Home
let env: Record<string, string>
const servers: Server[] = []

beforeAll(async () => {
  sandbox = await startSandbox()
})

beforeEach(() => {
  home = newHome()
  env = {...home.env, LANGFUSE_CLI_NO_KEYRING: '1', HOME: mkdtempSync(join(TEMP, 'home-'))}
  sandbox.requests.length = 0
})

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

afterAll(() => sandbox.close())

async function doctor(more: Record<string, string>, args: string[] = []): Promise<Result & {checks: Check[]}> {
  const result = await run(['doctor', ...args], {env: {...env, ...more}})
  return {...result, checks: (JSON.parse(result.stdout) as {checks: Check[]}).checks}
}

function find(checks: Check[], name: string): Check {
  const found = checks.find((check) => check.name === name)
  if (!found) throw new Error(`no check ${name}`)
  return found
}

function notAsked(checks: Check[]): string[] {
  return checks.filter(({text}) => text.startsWith('not asked: see')).map(({name}) => name)
}

/** A server with answers of its own. */
async function serve(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

describe('where all is well', () => {
  it('checks everything, and asks three questions', async () => {
    const {code, stderr, checks} = await doctor(connected(sandbox))
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(checks.map(({name}) => name)).toEqual([...NAMES, ...ASKED])
    expect(checks.filter(({state}) => state === 'problem' || state === 'warning')).toEqual([])
    expect(find(checks, 'program').text).toContain('this program')
    expect(find(checks, 'server').text).toBe(`Langfuse 3.225.4 at ${sandbox.url}`)
    expect(find(checks, 'host').text).toBe(`${sandbox.url} (LANGFUSE_HOST)`)
    expect(find(checks, 'keys')).toEqual({
      name: 'keys',
      state: 'ok',
      text: 'of project Test Project (Test Org): pk-lf-sandbox-project, from LANGFUSE_PUBLIC_KEY',
    })
    expect(sandbox.requests.map(({path}) => path)).toEqual([
      '/api/public/health',
      '/api/public/sessions',
      '/api/public/projects',
    ])
  })

  it('is a line each on a terminal', async () => {
    const {code, lines} = await runOnTerminal(['doctor'], {env: {...env, ...connected(sandbox)}, columns: 200})
    expect(code).toBe(0)
    expect(lines.filter((line) => line.startsWith('✓ '))).toHaveLength(11)
    expect(lines).toContain(`✓ server         Langfuse 3.225.4 at ${sandbox.url}`)
  })

  it('needs no keys, and says where they come from', async () => {
    const {code, checks} = await doctor({LANGFUSE_HOST: sandbox.url}, ['--json'])
    expect(code).toBe(0)
    expect(find(checks, 'keys')).toMatchObject({state: 'skipped', hint: expect.stringContaining('auth login')})
    expect(sandbox.requests.map(({path}) => path)).toEqual(['/api/public/health', '/api/public/sessions'])
  })

  it('tells both pairs of a profile apart', async () => {
    await login(sandbox, {env})
    await login(sandbox, {env}, [], 'organization')
    const {code, checks} = await doctor({})
    expect(code).toBe(0)
    expect(find(checks, 'configuration').text).toContain('profile default')
    expect(find(checks, 'keys').text).toContain('of project')
    expect(find(checks, 'organization keys')).toMatchObject({
      state: 'ok',
      text: expect.stringContaining('of an organization'),
    })
  })

  it.each<[Mode, RegExp]>([
    ['3', /^3$/],
    ['4-legacy', /^4, .*\blegacy/],
    ['4-dual', /^4, .*\bdual/],
    ['4-events-only', /^4, .*\bevents_only/],
  ])('names the API version in mode %s', async (mode, text) => {
    const other = await startSandbox({mode})
    try {
      const {code, checks} = await doctor(connected(other))
      expect(code).toBe(0)
      expect(find(checks, 'api version').text).toMatch(text)
    } finally {
      await other.close()
    }
  })
})

describe('what is wrong decides the exit status', () => {
  it('3 for keys that the server refuses', async () => {
    const {code, stderr, checks} = await doctor({
      LANGFUSE_HOST: sandbox.url,
      LANGFUSE_PUBLIC_KEY: 'pk-lf-x',
      LANGFUSE_SECRET_KEY: 'sk-lf-wrong',
    })
    expect({code, stderr}).toEqual({code: 3, stderr: 'Error: 1 problem: keys\n'})
    expect(find(checks, 'keys')).toMatchObject({state: 'problem', hint: expect.stringContaining('does not know')})
  })

  it('3 for half a pair', async () => {
    const {code, checks} = await doctor({LANGFUSE_HOST: sandbox.url, LANGFUSE_PUBLIC_KEY: 'pk-lf-x'})
    expect(code).toBe(3)
    expect(find(checks, 'keys').text).toContain('the secret key is missing')
  })

  it('3 for damaged profiles', async () => {
    home.write('{oops')
    const {code, checks} = await doctor(connected(sandbox))
    expect(code).toBe(3)
    expect(find(checks, 'configuration')).toMatchObject({state: 'problem', hint: expect.stringContaining('Mend')})
    expect(find(checks, 'keys').state).toBe('ok')
  })

  it('6 for profiles that cannot be read', async () => {
    mkdirSync(home.path, {recursive: true})
    const {code, checks} = await doctor(connected(sandbox))
    expect(code).toBe(6)
    expect(find(checks, 'configuration').text).toContain('EISDIR')
  })

  it('4 where nothing listens, and nothing else is asked', async () => {
    const {code, checks} = await doctor(connected(sandbox, {LANGFUSE_HOST: 'http://127.0.0.1:1'}))
    expect(code).toBe(4)
    expect(find(checks, 'server')).toMatchObject({
      state: 'problem',
      text: expect.stringContaining('Connection refused'),
    })
    expect(notAsked(checks)).toEqual(ASKED)
  })

  it('4 for a server that hangs, after one question and its timeout', async () => {
    let asked = 0
    const port = await serve(
      createServer(() => {
        asked++
      }),
    )
    const {code, checks} = await doctor({LANGFUSE_HOST: `http://127.0.0.1:${port}`}, ['--timeout', '1s'])
    expect({code, asked}).toEqual({code: 4, asked: 1})
    expect(find(checks, 'server').text).toContain('No answer within 1 s')
    expect(notAsked(checks)).toEqual(['api version', 'clock'])
  })

  it('4 for a name that is not there', async () => {
    const {code, checks} = await doctor(connected(sandbox, {LANGFUSE_HOST: 'https://no-such.invalid'}))
    expect(code).toBe(4)
    expect(find(checks, 'dns').state).toBe('problem')
    expect(notAsked(checks)).toEqual(['server', ...ASKED])
  })

  it('4 for https where http is spoken', async () => {
    const host = sandbox.url.replace('http:', 'https:')
    const {code, checks} = await doctor(connected(sandbox, {LANGFUSE_HOST: host}))
    expect(code).toBe(4)
    expect(find(checks, 'tls')).toMatchObject({state: 'problem', hint: expect.stringContaining('http://')})
    expect(sandbox.requests).toEqual([])
  })

  it('2 for a host that is not a valid URL', async () => {
    const {code, checks} = await doctor({LANGFUSE_HOST: 'langfuse.test'})
    expect(code).toBe(2)
    expect(find(checks, 'host')).toMatchObject({
      state: 'problem',
      hint: expect.stringContaining('https://langfuse.test'),
    })
  })

  it('5 for web pages', async () => {
    const port = await serve(createServer((_, reply) => reply.end('<!doctype html>')))
    const {code, checks} = await doctor({LANGFUSE_HOST: `http://127.0.0.1:${port}`})
    expect(code).toBe(5)
    expect(find(checks, 'server').text).toContain('HTML page')
  })

  it('5 for a server that is unwell', async () => {
    const body = JSON.stringify({status: 'Database not available', version: '3.225.4'})
    const port = await serve(
      createServer((_, reply) => reply.writeHead(503, {'content-type': 'application/json'}).end(body)),
    )
    const {code, checks} = await doctor({LANGFUSE_HOST: `http://127.0.0.1:${port}`})
    expect(code).toBe(5)
    expect(find(checks, 'server').text).toContain('Langfuse 3.225.4 at')
  })

  it('is an object on stderr with --json', async () => {
    const {stderr} = await doctor({LANGFUSE_HOST: 'http://127.0.0.1:1'}, ['--json'])
    expect(JSON.parse(stderr)).toEqual({error: {code: 'network', message: '1 problem: server'}})
  })
})

describe('warnings leave the exit status alone', () => {
  it('the clock', async () => {
    const body = JSON.stringify({status: 'OK', version: '3.225.4'})
    const date = new Date(Date.now() - 10 * 60_000).toUTCString()
    const port = await serve(
      createServer((_, reply) => reply.writeHead(200, {'content-type': 'application/json', date}).end(body)),
    )
    const {code, checks} = await doctor({LANGFUSE_HOST: `http://127.0.0.1:${port}`})
    expect(code).toBe(0)
    expect(find(checks, 'clock')).toMatchObject({state: 'warning', text: "10 min ahead of the server's"})
  })

  it('profiles that others can read', async () => {
    await login(sandbox, {env})
    chmodSync(home.path, 0o644)
    const {code, checks} = await doctor({})
    expect(code).toBe(0)
    expect(find(checks, 'configuration')).toMatchObject({state: 'warning', hint: `\`chmod 600 ${home.path}\``})
  })

  it('a cache that cannot be', async () => {
    const file = join(TEMP, 'no-folder')
    writeFileSync(file, '')
    const {code, checks} = await doctor(connected(sandbox, {XDG_CACHE_HOME: file}))
    expect(code).toBe(0)
    expect(find(checks, 'cache').state).toBe('warning')
  })

  it('a damaged variant memory', async () => {
    const cache = mkdtempSync(join(TEMP, 'cache-'))
    mkdirSync(join(cache, 'langfuse'))
    writeFileSync(join(cache, 'langfuse/variants.json'), '{')
    const {checks} = await doctor(connected(sandbox, {XDG_CACHE_HOME: cache}))
    expect(find(checks, 'cache')).toMatchObject({state: 'warning', text: expect.stringContaining('damaged')})
  })

  it('the vendor’s program first on PATH', async () => {
    const bin = mkdtempSync(join(TEMP, 'bin-'))
    symlinkSync(join(process.cwd(), 'node_modules/langfuse-cli/bin/langfuse.mjs'), join(bin, 'langfuse'))
    const {code, checks} = await doctor(connected(sandbox, {PATH: `${bin}:${process.env.PATH}`}))
    expect(code).toBe(0)
    expect(find(checks, 'program')).toMatchObject({
      state: 'warning',
      text: expect.stringContaining(`${bin}/langfuse (the vendor's langfuse-cli 1.2.4)`),
    })
  })

  it('a script that starts another copy', async () => {
    const bin = mkdtempSync(join(TEMP, 'bin-'))
    writeFileSync(join(bin, 'langfuse'), '#!/bin/sh\nexec node /opt/node_modules/langfusectl/bin/run.js "$@"\n', {
      mode: 0o755,
    })
    const {checks} = await doctor(connected(sandbox, {PATH: `${bin}:${process.env.PATH}`}))
    expect(find(checks, 'program').text).toContain('another copy of langfusectl')
  })
})

describe('a proxy', () => {
  it('is shown without its password, and looks up the name', async () => {
    const more = {HTTPS_PROXY: 'http://user:geheim@127.0.0.1:1', LANGFUSE_HOST: 'https://no-such.invalid'}
    const {checks, stdout} = await doctor(more)
    expect(find(checks, 'proxy').text).toBe('http://127.0.0.1:1 for https://no-such.invalid')
    expect(find(checks, 'dns').text).toBe('the proxy looks it up')
    expect(stdout).not.toContain('geheim')
  })
})

const noOpenssl = spawnSync('openssl', ['version']).status !== 0

describe.skipIf(noOpenssl)('a certificate of its own (needs openssl)', () => {
  let host: string
  let cert: string

  beforeEach(async () => {
    const folder = mkdtempSync(join(TEMP, 'tls-'))
    const key = join(folder, 'key.pem')
    cert = join(folder, 'cert.pem')
    const subject = ['-subj', '/O=Example CA', '-addext', 'subjectAltName=DNS:localhost', '-days', '30']
    spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject])
    const body = JSON.stringify({status: 'OK', version: '3.225.4'})
    const server = createTlsServer({key: readFileSync(key), cert: readFileSync(cert)}, (_, reply) => {
      reply.writeHead(200, {'content-type': 'application/json'}).end(body)
    })
    host = `https://localhost:${await serve(server)}`
  })

  it('is refused', async () => {
    const {code, checks} = await doctor({LANGFUSE_HOST: host})
    expect(code).toBe(4)
    expect(find(checks, 'tls')).toMatchObject({state: 'problem', text: expect.stringContaining('Example CA')})
    expect(find(checks, 'tls').hint).toContain('NODE_EXTRA_CA_CERTS')
    expect(notAsked(checks)).toContain('server')
  })

  it('is good once it is trusted', async () => {
    const {code, checks} = await doctor({LANGFUSE_HOST: host, NODE_EXTRA_CA_CERTS: cert})
    expect(find(checks, 'tls')).toMatchObject({state: 'ok', text: expect.stringMatching(/good for (29|30) more days/)})
    expect(code).toBe(0)
  })
})

it('--curl prints what would be asked', async () => {
  const {code, stdout} = await run(['doctor', '--curl'], {env: {...env, ...connected(sandbox)}})
  expect(code).toBe(0)
  expect(stdout.match(/^curl .*$/gm)).toHaveLength(2)
  expect(sandbox.requests).toEqual([])
})

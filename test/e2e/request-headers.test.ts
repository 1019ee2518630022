import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {createPrompt} from '../../sandbox/resources/prompts/prompts.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {runInProcess} from './in-process.js'
import {type Home, login, newHome} from './profiles.js'
import {type CompanyProxy, type Front, type FrontAnswer, startFront, startProxy, startTls} from './proxies.js'
import {connected, type Result, run, shell, TEMP} from './run.js'

const VALUE = 'gate-pass-0123456789'
const TYPED = ['-H', `X-Gate: ${VALUE}`]
const VARIABLE = {LANGFUSE_CLI_HEADERS: JSON.stringify({'X-Gate': VALUE})}
const LOGIN = {status: 302, headers: {location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login'}}

let sandbox: Sandbox
let gate: Front
let home: Home
let keys: Record<string, string>
let refusal: FrontAnswer
let echoes: boolean

beforeAll(async () => {
  sandbox = await startSandbox({mode: '4-dual'})
  createPrompt(sandbox.store, {name: 'greet', prompt: 'Hello', labels: ['production']})
  gate = await startFront(sandbox.url, ({url = '', headers}) => {
    if (echoes) return {status: 400, body: JSON.stringify({message: `odd: ${JSON.stringify(headers)}`})}
    return headers['x-gate'] === VALUE ? url : refusal
  })
})

beforeEach(() => {
  home = newHome()
  home.env.LANGFUSE_CLI_NO_KEYRING = '1'
  keys = {...connected(sandbox), LANGFUSE_HOST: gate.url}
  gate.seen.length = 0
  sandbox.requests.length = 0
  refusal = LOGIN
  echoes = false
})

afterAll(() => Promise.all([sandbox.close(), gate.close()]))

function gates(): unknown[] {
  return gate.seen.map(({headers}) => headers['x-gate'])
}

function envFile(variables: Record<string, string>): string {
  const file = join(home.env.XDG_CONFIG_HOME ?? TEMP, 'gate.env')
  writeFileSync(
    file,
    Object.entries(variables)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
  )
  return file
}

async function behindTheGate(args: string[] = []): Promise<Result> {
  return login({...sandbox, url: gate.url}, home, [...TYPED, ...args])
}

function silent({stdout, stderr}: Result): void {
  expect(stdout + stderr).not.toContain(VALUE)
}

describe('headers go with every request', () => {
  it.each<[string, number]>([
    ['prompts list', 1],
    ['prompts get nothing', 2],
    ['prompts create --name fresh --prompt x', 1],
    ['prompts delete fresh --yes', 1],
    ['traces list', 1],
    ['metrics query --view observations --measure count --aggregation count', 1],
    ['datasets runs list nothing --api-version 4', 2],
    ['open prompt greet', 1],
    ['health', 1],
    ['doctor', 3],
    ['auth status', 2],
    ['reference --spec', 1],
    ['api /v2/prompts --paginate', 1],
    ['api /nowhere', 2],
  ])('of %s', async (line, count) => {
    const result = await runInProcess([...line.split(' '), ...TYPED], {env: keys})
    expect(gate.seen.length).toBeGreaterThanOrEqual(count)
    expect(new Set(gates())).toEqual(new Set([VALUE]))
    silent(result)
  })

  it.each<[string, (base: string[]) => {args: string[]; env: Record<string, string>}]>([
    ['-H', (args) => ({args: [...args, ...TYPED], env: keys})],
    ['-H before the command', (args) => ({args: [...TYPED, ...args], env: keys})],
    ['-H attached', (args) => ({args: [`-HX-Gate:${VALUE}`, ...args], env: keys})],
    ['--request-header', (args) => ({args: [...args, `--request-header=x-gate: ${VALUE}`], env: keys})],
    ['the variable', (args) => ({args, env: {...keys, ...VARIABLE}})],
    ['the variable in a file', (args) => ({args: [...args, '--env', envFile({...keys, ...VARIABLE})], env: {}})],
  ])('from %s', async (_, ways) => {
    const {args, env} = ways(['prompts', 'list', '--columns', 'name'])
    expect(await run(args, {env})).toEqual({code: 0, stdout: 'greet\n', stderr: ''})
    expect(gates()).toEqual([VALUE])
  })
})

describe('the stronger source', () => {
  const both = {LANGFUSE_CLI_HEADERS: '{"x-a":"variable","x-b":"variable"}'}

  async function sent(args: string[], env: Record<string, string>): Promise<Record<string, unknown>> {
    expect((await run(['health', ...args], {env: {...home.env, ...env}})).code).toBe(0)
    const {headers = {}} = gate.seen.at(-1) ?? {}
    return Object.fromEntries(['x-a', 'x-b', 'x-c'].map((name) => [name, headers[name]]))
  }

  it('of a name takes it; headers of other names are merged', async () => {
    await behindTheGate(['-H', 'x-a: profile', '-H', 'x-b: profile', '-H', 'x-c: profile'])
    expect(await sent([], {})).toEqual({'x-a': 'profile', 'x-b': 'profile', 'x-c': 'profile'})
    expect(await sent([], both)).toEqual({'x-a': 'variable', 'x-b': 'variable', 'x-c': 'profile'})
    expect(await sent(['-H', 'X-A: typed'], both)).toEqual({'x-a': 'typed', 'x-b': 'variable', 'x-c': 'profile'})
  })

  it('is a typed profile rather than the variable', async () => {
    await behindTheGate(['-H', 'x-a: profile'])
    const typed = ['--profile', 'default']
    expect(await sent(typed, both)).toEqual({'x-a': 'profile', 'x-b': 'variable', 'x-c': undefined})
    expect(await sent([...typed, '-H', 'x-a: typed'], both)).toMatchObject({'x-a': 'typed'})
  })
})

describe('auth login', () => {
  it('sends headers with its question, keeps them for the user alone, and names them', async () => {
    const result = await behindTheGate()
    expect(result.code).toBe(0)
    expect(gates()).toEqual([VALUE])
    expect(result.stderr).toContain('Headers saved with it: x-gate.\n')
    expect(home.read().profiles.default?.headers).toEqual({names: ['x-gate'], values: {'x-gate': VALUE}})
    expect(home.modes()).toEqual(['700', '600'])
    const listed = await run(['prompts', 'list', '--columns', 'name'], {env: home.env})
    expect(listed).toEqual({code: 0, stdout: 'greet\n', stderr: ''})
    for (const words of ['profiles show', 'profiles list', 'auth status']) {
      const shown = await run([...words.split(' '), '--json'], {env: home.env})
      const row = [JSON.parse(shown.stdout)].flat()[0]
      expect(row.headers).toEqual([words === 'auth status' ? 'x-gate (profile default)' : 'x-gate'])
      silent(shown)
    }
    silent(result)
  })

  it('takes headers of the variable, also in a file', async () => {
    const file = envFile({...keys, ...VARIABLE})
    expect((await run(['auth', 'login', '--env', file], {env: home.env})).code).toBe(0)
    expect(home.read().profiles.default?.headers).toMatchObject({names: ['x-gate']})
  })

  it('keeps those of before when it is given none, and replaces all of them when it is given some', async () => {
    await behindTheGate(['-H', 'x-old: 1'])
    await login({...sandbox, url: gate.url}, home, [], 'organization')
    expect(new Set(gates())).toEqual(new Set([VALUE]))
    expect(home.read().profiles.default?.headers).toMatchObject({names: ['x-gate', 'x-old']})
    await behindTheGate()
    expect(home.read().profiles.default?.headers).toMatchObject({names: ['x-gate']})
    await login(sandbox, home, ['--yes'])
    expect(home.read().profiles.default).not.toHaveProperty('headers')
  })

  it('shows them by their names with --curl', async () => {
    const result = await behindTheGate(['--curl'])
    expect(result.stdout).toContain('-H "x-gate: $X_GATE"')
    silent(result)
    expect(gate.seen).toEqual([])
  })
})

describe('headers go to the configured host only', () => {
  it('those of a profile to the host of the profile', async () => {
    await behindTheGate()
    const others = await startFront(sandbox.url, ({url = ''}) => url)
    expect((await run(['health', '--host', others.url], {env: home.env})).code).toBe(0)
    const env = {...home.env, LANGFUSE_HOST: others.url, LANGFUSE_PUBLIC_KEY: 'pk', LANGFUSE_SECRET_KEY: 'sk'}
    await run(['prompts', 'list'], {env})
    expect(others.seen).toHaveLength(2)
    expect(JSON.stringify(others.seen)).not.toContain(VALUE)
    await others.close()
  })

  it('even with the keys of the variables, when the host is that of the profile', async () => {
    await behindTheGate()
    expect((await run(['prompts', 'list'], {env: {...home.env, ...keys}})).code).toBe(0)
  })

  it.each([301, 302, 303, 307, 308])('not to another origin that answers %i lead to', async (status) => {
    const other = await startFront(sandbox.url, ({url = ''}) => url)
    const host = await startFront(sandbox.url, () => ({status, headers: {location: `${other.url}/x`}}))
    const env = {...keys, LANGFUSE_HOST: host.url}
    const result = await run(['prompts', 'create', '--name', 'x', '--prompt', 'x', ...TYPED], {env})
    expect({code: result.code, host: host.seen.length, other: other.seen}).toEqual({code: 5, host: 1, other: []})
    silent(result)
    await Promise.all([other.close(), host.close()])
  })

  it('not to a proxy that opens a tunnel', async () => {
    const connects: string[] = []
    const proxy: CompanyProxy = await startProxy((request) => connects.push(JSON.stringify(request.headers)))
    const tls = await startTls(gate.url)
    const env = {...keys, LANGFUSE_HOST: tls.url, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`}
    const typed = [...TYPED, '-H', 'Proxy-Authorization: Bearer of-the-gate-0123', '--insecure', '-q']
    const result = await run(['prompts', 'list', '--columns', 'name', ...typed], {env})
    expect({code: result.code, stdout: result.stdout}).toEqual({code: 0, stdout: 'greet\n'})
    expect(connects).toHaveLength(1)
    expect(connects[0]).not.toMatch(/x-gate|of-the-gate/)
    const plain = {...keys, HTTP_PROXY: `http://127.0.0.1:${proxy.port}`}
    const refused = await run(['prompts', 'list', ...typed], {env: plain})
    expect({code: refused.code, asked: proxy.asked.length}).toEqual({code: 2, asked: 1})
    expect(refused.stderr).toContain('would take it for its own')
    await Promise.all([proxy.close(), tls.close()])
  })
})

describe('values are shown to nobody', () => {
  it.each<[string, string[], Record<string, string>]>([
    ['by an error that quotes them', ['prompts', 'list'], {}],
    ['by an error in JSON', ['prompts', 'list', '--json'], {}],
    ['by --verbose', ['prompts', 'list', '--verbose'], {}],
    ['by LANGFUSE_CLI_DEBUG', ['prompts', 'list'], {LANGFUSE_CLI_DEBUG: 'api,stack'}],
    ['by auth status', ['auth', 'status', '--json'], {}],
    ['by doctor', ['doctor', '--json'], {}],
    ['by --curl', ['prompts', 'list', '--curl'], {}],
    ['by --curl of api', ['api', '/x/y', '--curl'], {}],
    ['by a flag spelt wrong', ['prompts', 'list', '--limti', '3'], {}],
    ['by words that are too many', ['prompts', 'list', VALUE], {}],
  ])('%s', async (_, args, more) => {
    echoes = true
    const pair = 'Bearer abc.def-0123456789'
    const given = {'x-gate': VALUE, 'x-json': `{"secret":"q\\"${VALUE}"}`, 'x-user': pair, pin: '1234'}
    const typed = Object.entries(given).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
    const forms = [VALUE, 'abc.def-0123456789', Buffer.from(VALUE).toString('base64'), 'pin: 1234']
    for (const [words, env] of [
      [[...args, ...typed], {}],
      [args, {LANGFUSE_CLI_HEADERS: JSON.stringify(given)}],
    ] as const) {
      const {stdout, stderr} = await runInProcess([...words], {env: {...keys, ...more, ...env}})
      for (const form of forms) expect(stdout + stderr).not.toContain(form)
      if (args.includes('--verbose')) expect(stderr).toMatch(/^with x-gate \((-H|LANGFUSE_CLI_HEADERS)\), x-json /)
    }
  })

  it.each<[string, string[]]>([
    ['quotes are missing', ['prompts', 'list', '-H', 'x-gate:', VALUE]],
    ['quotes are missing before an argument', ['prompts', 'get', '-H', 'x-gate:', VALUE]],
    ['curl has another name for the flag', ['prompts', 'list', '--header', `x-gate: ${VALUE}`]],
    ['it has no colon', ['prompts', 'list', '-H', VALUE]],
    ['it has a line break', ['prompts', 'list', '-H', `x-gate: ${VALUE}\r\nx-b: 1`]],
    ['it is Authorization', ['prompts', 'list', '-H', `Authorization: Bearer ${VALUE}`]],
    ['the command is unknown', ['prompst', 'list', '-H', `x-gate: ${VALUE}`]],
  ])('when %s', async (_, args) => {
    for (const form of [[], ['--json']]) {
      const result = await runInProcess([...args, ...form], {env: keys})
      expect(result.code).not.toBe(0)
      silent(result)
    }
  })

  it.each(['{"x-gate": "gate-pass-0123456789"', '["gate-pass-0123456789"]', '{"x-gate":{"a":"gate-pass-0123456789"}}'])(
    'when the variable is %j',
    async (json) => {
      const result = await runInProcess(['prompts', 'list'], {env: {...keys, LANGFUSE_CLI_HEADERS: json}})
      expect(result).toMatchObject({code: 2, stdout: ''})
      expect(result.stderr).toContain('LANGFUSE_CLI_HEADERS')
      silent(result)
      expect(gate.seen).toEqual([])
    },
  )

  it('and bash runs the line of --curl with the values in variables', async () => {
    const env = {...keys, X_GATE: VALUE}
    const {code, stdout} = await shell(`eval "$(langfuse prompts list --curl -H 'x-gate: ${VALUE}')"`, {env})
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({data: [{name: 'greet'}]})
  })
})

it('headers of a profile that are damaged are no reason to ask without them', async () => {
  await behindTheGate()
  const damaged = {...home.read()}
  Object.assign(damaged.profiles.default?.headers ?? {}, {values: {'x-gate': 'a\nb'}})
  home.write(JSON.stringify(damaged))
  gate.seen.length = 0
  const {code, stderr} = await run(['prompts', 'list'], {env: home.env})
  expect({code, asked: gate.seen}).toEqual({code: 3, asked: []})
  expect(stderr).toContain('headers of profile default are damaged')
})

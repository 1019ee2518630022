import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {run, TEMP, until} from './run.js'
import {runOnTerminal, type TerminalResult} from './terminal.js'

const {version: own} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string}
const LINE = `langfusectl 99.3.0 is there (you have ${own}): npm i -g langfusectl · what is new: https://www.npmjs.com/package/langfusectl`
const DAY_MS = 24 * 60 * 60 * 1000

/** Arguments and variables of running processes of a name; none where no such list is a file. */
function processes(name: string): string[] {
  if (!existsSync('/proc/self/cmdline')) return []
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8').replaceAll('\0', '\n')
    } catch {
      return ''
    }
  }
  const all = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  return all
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(name))
    .map((pid) => read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`))
}

/** Takes requests down, and answers as `answer` says; hangs without one. */
let answer: string | undefined
let requests: string[] = []
/** Of the last request: its authorization, and the arguments and variables of the process that asks. */
let authorization: string | undefined
let asking: string[] = []
let registry: Server
let address: string
let cache: string
let env: Record<string, string>

beforeAll(async () => {
  registry = createServer((request, reply) => {
    requests.push(request.url ?? '')
    authorization = request.headers.authorization
    asking = processes('update-child')
    if (answer !== undefined) reply.writeHead(200, {'content-type': 'application/json'}).end(answer)
  })
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`
})

afterAll(() => {
  registry.closeAllConnections()
  registry.close()
})

beforeEach(() => {
  cache = mkdtempSync(join(TEMP, 'cache-'))
  env = {XDG_CACHE_HOME: cache, npm_config_registry: `${address}/npm/`, LANGFUSE_CLI_NO_UPDATE_NOTIFIER: ''}
  answer = JSON.stringify({name: 'langfusectl', version: '99.3.0'})
  requests = []
})

const file = () => join(cache, 'langfuse/update.json')
const remembered = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>

function remember(content: object | string): void {
  mkdirSync(join(cache, 'langfuse'), {recursive: true})
  writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content))
}

function onTerminal(args: string[] = ['profiles', 'list'], more: Record<string, string> = {}): Promise<TerminalResult> {
  return runOnTerminal(args, {env: {...env, ...more}, columns: 200})
}

const knows = (version: string) => () => existsSync(file()) && remembered().version === version
const told = ({lines}: TerminalResult) => lines.filter((line) => line === LINE).length

/** Long enough for the process that asks, had one been started: the one of a later terminal comes after it. */
async function nobodyAsked(): Promise<void> {
  const before = requests.length
  await runOnTerminal(['profiles', 'list'], {env: {...env, XDG_CACHE_HOME: mkdtempSync(join(TEMP, 'other-'))}})
  await until(() => requests.length > before)
  expect(requests).toHaveLength(before + 1)
}

describe('on a terminal', () => {
  it('asks once a day, and tells once a day from the next run on', async () => {
    expect(told(await onTerminal())).toBe(0)
    await until(knows('99.3.0'))
    const second = await onTerminal()
    expect(second.code).toBe(0)
    expect(second.lines.filter((line) => line !== '').at(-1)).toBe(LINE)
    expect(told(await onTerminal())).toBe(0)
    expect(requests).toEqual(['/npm/langfusectl/latest'])
    const {version} = remembered()
    remember({version, askedAt: Date.now() - DAY_MS, toldAt: Date.now() - DAY_MS})
    answer = JSON.stringify({version: '99.4.0'})
    expect(told(await onTerminal())).toBe(1)
    await until(knows('99.4.0'))
    expect(requests).toHaveLength(2)
  })

  it.each([
    ['the same version', own],
    ['an older one', '0.0.1'],
  ])('says nothing of %s', async (_, version) => {
    remember({version, askedAt: Date.now()})
    expect((await onTerminal()).raw).not.toContain('is there')
  })

  it('shows nothing of what is no version', async () => {
    remember({version: '99.3.0\u001b[2J', askedAt: Date.now()})
    expect((await onTerminal()).raw).not.toContain('99.3.0')
  })
})

describe('the process that asks', () => {
  it('gets no keys, and no password among its arguments', async () => {
    const registryOfOwn = address.replace('http://', 'http://ada:pass-of-ada@')
    await onTerminal(undefined, {npm_config_registry: registryOfOwn, LANGFUSE_SECRET_KEY: 'sk-lf-not-for-children'})
    await until(knows('99.3.0'))
    expect(authorization).toBe(`Basic ${Buffer.from('ada:pass-of-ada').toString('base64')}`)
    const [own = ''] = asking
    expect(own.includes('npm_config_registry')).toBe(process.platform === 'linux')
    expect(asking.join('')).not.toContain('sk-lf-not-for-children')
    expect(asking.map((text) => text.split('npm_config_registry')[0]).join('')).not.toContain('pass-of-ada')
  })
})

describe('is silent, and asks nobody', () => {
  it.each([
    ['in CI', [], {CI: 'true'}],
    ['where it is turned off', [], {LANGFUSE_CLI_NO_UPDATE_NOTIFIER: '1'}],
    ['with --json', ['--json'], {}],
    ['with --quiet', ['--quiet'], {}],
  ])('%s', async (_, args, more) => {
    remember({version: '99.3.0'})
    const result = await onTerminal(['profiles', 'list', ...args], more)
    expect({code: result.code, told: told(result)}).toEqual({code: 0, told: 0})
    await nobodyAsked()
    expect(remembered()).toEqual({version: '99.3.0'})
  })

  it('in a pipe', async () => {
    remember({version: '99.3.0'})
    const {code, stderr} = await run(['profiles', 'list'], {env})
    expect(code).toBe(0)
    expect(stderr).not.toContain('99.3.0')
    await nobodyAsked()
    expect(remembered()).toEqual({version: '99.3.0'})
  })
})

describe('is no trouble', () => {
  it('when the registry hangs: the command ends first, and the next one does not ask again', async () => {
    answer = undefined
    expect((await onTerminal()).code).toBe(0)
    await until(() => requests.length === 1)
    expect(remembered()).toEqual({askedAt: expect.any(Number)})
    expect((await onTerminal()).code).toBe(0)
    expect(requests).toHaveLength(1)
  })

  it.each(['{oops', '', 'null', '[]', '{"version":7,"askedAt":"soon"}'])('when the file is %j', async (text) => {
    remember(text)
    const result = await onTerminal()
    expect(result.code).toBe(0)
    expect(result.raw).not.toMatch(/Error|Warning/)
    await until(knows('99.3.0'))
  })

  it.each(['no json', '{"version":7}', 'null'])('when the registry answers %j', async (text) => {
    answer = text
    expect((await onTerminal()).code).toBe(0)
    await until(() => requests.length === 1)
    const next = await onTerminal()
    expect({code: next.code, told: told(next), asked: requests.length}).toEqual({code: 0, told: 0, asked: 1})
  })

  it('when nothing can be remembered: then nobody is asked', async () => {
    const blocked = join(TEMP, 'a-file')
    writeFileSync(blocked, '')
    chmodSync(blocked, 0o600)
    expect((await onTerminal(['profiles', 'list'], {XDG_CACHE_HOME: blocked})).code).toBe(0)
    await nobodyAsked()
  })
})

import {chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {type Sandbox, startSandbox} from '../../sandbox/server.js'
import {nameOf, RELEASE, wrap} from '../../scripts/binary/make.js'
import {SANDBOX_CAST} from '../../scripts/demo/sandbox-cast.js'
import {type Stage, setStage} from '../../scripts/demo/stage.js'
import {problems, story} from '../../scripts/demo/story.js'
import {runLine} from '../../scripts/demo/terminal.js'
import {connected, type Result, start, TEMP} from './run.js'

const MADE = join(RELEASE, nameOf(process))
/** A copy in a folder where there is nothing else. */
const BINARY = join(TEMP, 'alone', nameOf(process))
const NOWHERE = {PATH: '/nonexistent'}

/** Why the executable cannot be tested: it must have the very bundle that was built for these tests. */
function obstacle(): string | undefined {
  if (process.platform === 'win32') return 'the story needs a POSIX shell'
  if (!existsSync(MADE)) return `there is no ${MADE}: npm run build:binary`
  const fresh = readFileSync(MADE).includes(wrap(readFileSync('dist/langfuse.cjs')))
  return fresh ? undefined : `${MADE} was made of another build: npm run build:binary`
}

const why = obstacle()

function alone(args: string[], env: Record<string, string> = {}, stdin?: string): Promise<Result> {
  return start(BINARY, args, {env: {...NOWHERE, ...env}, ...(stdin === undefined ? {} : {stdin})}).result
}

function topics(): string[] {
  const {oclif} = JSON.parse(readFileSync('package.json', 'utf8')) as {oclif: {topics: Record<string, unknown>}}
  return Object.keys(oclif.topics).map((topic) => topic.replaceAll(':', ' '))
}

describe.skipIf(why)(`the single executable${why ? ` (skipped: ${why})` : ''}`, () => {
  let sandbox: Sandbox
  let stage: Stage

  beforeAll(async () => {
    sandbox = await startSandbox()
    seedDemo(sandbox.store)
    mkdirSync(join(TEMP, 'alone'))
    copyFileSync(MADE, BINARY)
    chmodSync(BINARY, 0o755)
    const server = {host: sandbox.url, ...sandbox.keys.project}
    stage = await setStage(server, true, ['/usr/bin/env', 'PATH=/nonexistent', BINARY])
  })

  afterAll(async () => {
    await stage.remove()
    await sandbox.close()
  })

  describe('tells the story of the demo', () => {
    it.each(story(SANDBOX_CAST))('$title', async (step) => {
      sandbox.faults.push(...(step.faults ?? []))
      const {folder, env} = stage
      const {signal} = new AbortController()
      const ending = await runLine(step.line, {columns: 100, folder, env, signal, echo: () => {}})
      expect(await problems(step, ending, folder)).toEqual([])
    })
  })

  it('knows its version, with no file of the package and no variable', async () => {
    const {name, version} = JSON.parse(readFileSync('package.json', 'utf8'))
    const {code, stdout, stderr} = await alone(['--version'])
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(stdout).toMatch(
      new RegExp(`^${name}/${version} ${process.platform}-${process.arch} node-v\\d+\\.\\d+\\.\\d+\n$`),
    )
  })

  it.each(['', ...topics()])('explains %j', async (topic) => {
    const {code, stdout, stderr} = await alone([...topic.split(' ').filter(Boolean), '--help'])
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(stdout).toMatch(/^USAGE$|^Usage: /m)
  })

  it('takes the code that was compiled for it', async () => {
    const {stdout, stderr} = await alone(['prompts', 'list', '--json'], {...connected(sandbox), NODE_DEBUG: 'langfuse'})
    expect(stderr).toMatch(/^LANGFUSE \d+: compiled code: taken$/m)
    expect(JSON.parse(stdout)).toHaveLength(30)
  })

  it('says what is wrong, with its exit status', async () => {
    const wrong = await alone(['prompts', 'lisst'])
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Did you mean `langfuse prompts list`?')])
    const missing = await alone(['prompts', 'get', 'nobody', '--json'], connected(sandbox))
    expect([missing.code, JSON.parse(missing.stderr).error.code]).toEqual([8, 'not_found'])
  })

  it('needs no keyring: keys lie in a file that nobody else reads, and no process is started', async () => {
    const {publicKey, secretKey} = sandbox.keys.project
    const env = {XDG_CONFIG_HOME: join(TEMP, 'alone-config'), DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent'}
    const typed = ['--host', sandbox.url, '--public-key', publicKey, '--secret-key-stdin']
    const login = await alone(['auth', 'login', ...typed], env, `${secretKey}\n`)
    expect(login.code).toBe(0)
    const file = join(env.XDG_CONFIG_HOME, 'langfuse/profiles.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const status = await alone(['auth', 'status', '--json'], env)
    expect([status.code, JSON.parse(status.stdout)]).toEqual([
      0,
      expect.objectContaining({works: true, secretKeySource: 'file (profile default)'}),
    ])
  })
})

import {copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {sandboxKeys} from '../../sandbox/store/store.js'
import {ROOT} from '../manifest.js'
import {type Result, run, start, TEMP} from './run.js'

const PRELOAD = join(ROOT, 'test/fixtures/broken-stdout.cjs')
const STACK = {LANGFUSE_CLI_DEBUG: 'stack'}

const {publicKey, secretKey} = sandboxKeys.project
const KEYS = {LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey}

function environment(way: string, more: Record<string, string>): Record<string, string> {
  return {...KEYS, NODE_OPTIONS: `--require ${PRELOAD}`, BROKEN_STDOUT: way, ...more}
}

/** Runs a command that nothing but stdout keeps from success. */
function broken(way: string, args: string[] = [], more: Record<string, string> = {}): Promise<Result> {
  return run(['commands', ...args], {env: environment(way, more)})
}

/** The lines of the program's sources where a function or statement stands. */
function position(file: string, text: string): string {
  const lines = readFileSync(join(ROOT, file), 'utf8').split('\n')
  return `${file}:${lines.findIndex((line) => line.includes(text)) + 1}:`
}

describe('an error that nobody foresaw is exit 1', () => {
  it.each([
    ['throws', 'TypeError: stdout is broken (…)'],
    ['throws later', 'TypeError: stdout is broken (…)'],
    ['never ends', 'Error: The command stopped half-way: there is nothing left that it could wait for'],
  ])('stdout %s', async (way, message) => {
    const people = await broken(way)
    expect(people.code).toBe(1)
    expect(people.stderr).toMatch(/^Error: .*\n {2}This is a bug of langfusectl\..*LANGFUSE_CLI_DEBUG=stack.*\n$/)
    expect(people.stderr).toContain(message)
    const json = await broken(way, ['--json'])
    expect(json.code).toBe(1)
    const {error} = JSON.parse(json.stderr)
    expect(error).toEqual({code: 'internal', message, hint: expect.stringContaining('This is a bug')})
  })
})

describe('LANGFUSE_CLI_DEBUG=stack', () => {
  const write = position('src/base/output/write.ts', 'stdout.write(chunk')
  const main = position('src/main.ts', 'await run(argv, config)')

  it.each(['first', 'second'])('shows where the error was thrown, in the sources, the %s time', async () => {
    const {code, stderr} = await broken('throws', [], STACK)
    expect(code).toBe(1)
    expect(stderr).toContain('\nTypeError: stdout is broken (…)\n    at ')
    for (const text of [write, main]) expect(stderr).toContain(text)
    expect(stderr).not.toMatch(/langfuse\.cjs/)
  })

  it('does so without compiled code', async () => {
    const {stderr} = await broken('throws', [], {...STACK, NODE_DISABLE_COMPILE_CACHE: '1'})
    for (const text of [write, main]) expect(stderr).toContain(text)
  })

  it('adds it to the JSON object', async () => {
    const {stderr} = await broken('throws', ['--json'], STACK)
    expect(JSON.parse(stderr).error).toMatchObject({code: 'internal', stack: expect.stringContaining(write)})
  })

  it('does so for errors that are known, and together with api', async () => {
    const env = {...KEYS, LANGFUSE_CLI_DEBUG: 'api, stack', LANGFUSE_HOST: 'http://127.0.0.1:1'}
    const {code, stderr} = await run(['prompts', 'get', 'x', '--retries', '0'], {env: env})
    expect(code).toBe(4)
    expect(stderr).toContain('> GET http://127.0.0.1:1/api/public/v2/prompts/x\n')
    expect(stderr).toContain(
      position('src/api/http/failed-attempt.ts', 'error: new NetworkError(message, code, host, attempts, maybeDone)'),
    )
  })

  it('has the positions of the bundle where there is no source map', async () => {
    const folder = mkdtempSync(join(TEMP, 'without-map-'))
    cpSync(join(ROOT, 'bin'), join(folder, 'bin'), {recursive: true})
    mkdirSync(join(folder, 'dist'))
    copyFileSync(join(ROOT, 'dist/langfuse.cjs'), join(folder, 'dist/langfuse.cjs'))
    const env = environment('throws', STACK)
    const {stderr} = await start(process.execPath, [join(folder, 'bin/run.js'), 'commands'], {env}).result
    expect(stderr).toMatch(/ at write \(langfuse\.cjs:\d+:\d+\)\n/)
  })

  it('refuses another word', async () => {
    const {code, stderr} = await run(['profiles', 'list'], {env: {LANGFUSE_CLI_DEBUG: 'stack,all'}})
    expect([code, stderr]).toEqual([2, expect.stringContaining('LANGFUSE_CLI_DEBUG: "all"')])
    expect(stderr).toContain('api, stack')
  })
})

import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {buildSync} from 'esbuild'
import {afterAll, beforeEach, describe, expect, it} from 'vitest'
import * as z from 'zod'
import {CliError} from '../../../src/api/errors/cli-error.js'
import {cacheFile, type JsonFileOptions, jsonFile} from '../../../src/base/state/json-file.js'
import {ROOT} from '../../manifest.js'
import {failing, type Step} from './faults.js'

const schema = z.object({counts: z.record(z.string(), z.number())})
type Content = z.output<typeof schema>

const base = mkdtempSync(join(tmpdir(), 'langfusectl-json-'))
let folder: string
let path: string
let number = 0

beforeEach(() => {
  folder = join(base, String(number++))
  path = join(folder, 'state.json')
})

afterAll(() => rmSync(base, {recursive: true, force: true}))

function options(more: Partial<JsonFileOptions<Content>> = {}): JsonFileOptions<Content> {
  return {
    path,
    what: 'the counts',
    parse: (value) => schema.parse(value),
    empty: {counts: {}},
    whenDamaged: (name) => {
      throw new CliError('credentials', `The counts in ${name} are damaged`)
    },
    ...more,
  }
}

const addOne = ({counts}: Content): Content => ({counts: {...counts, a: (counts.a ?? 0) + 1}})

describe('a JSON file', () => {
  it('is empty where there is none, and reading makes nothing', async () => {
    expect(await jsonFile(options()).read()).toEqual({counts: {}})
    expect(readdirSync(base)).not.toContain(String(number - 1))
  })

  it('holds what was written, for its owner alone, with nothing beside it', async () => {
    await jsonFile(options()).update(addOne)
    await jsonFile(options()).update(addOne)
    expect(await jsonFile(options()).read()).toEqual({counts: {a: 2}})
    expect([statSync(path).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700])
    expect(readdirSync(folder)).toEqual(['state.json'])
  })

  it('is not written where nothing changes, or the change fails', async () => {
    await jsonFile(options()).update(addOne)
    const before = statSync(path)
    await jsonFile(options()).update((content) => content)
    const failed = jsonFile(options()).update(() => {
      throw new CliError('usage', 'no')
    })
    await expect(failed).rejects.toMatchObject({code: 'usage', message: 'no'})
    expect(statSync(path).ino).toBe(before.ino)
    expect(readdirSync(folder)).toEqual(['state.json'])
  })

  it.each([
    ['empty', ''],
    ['cut', '{"counts":{"a":'],
    ['of another kind', '{"counts":[1]}'],
    ['not UTF-8', '\u0000\ufffd'],
  ])('that is damaged (%s) is what its owner makes of it', async (_, text) => {
    mkdirSync(folder)
    writeFileSync(path, text)
    await expect(jsonFile(options()).read()).rejects.toMatchObject({code: 'credentials'})
    await expect(jsonFile(options()).update(addOne)).rejects.toMatchObject({code: 'credentials'})
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(await cacheFile(options()).update(addOne)).toEqual({counts: {a: 1}})
  })

  it('is a regular file of a bounded size', async () => {
    mkdirSync(path, {recursive: true})
    await expect(jsonFile(options()).read()).rejects.toMatchObject({code: 'file'})
    rmSync(path, {recursive: true})
    writeFileSync(path, `{"counts":{}}${' '.repeat(100)}`)
    await expect(jsonFile(options({maxBytes: 100})).read()).rejects.toMatchObject({code: 'file'})
    expect(await jsonFile(options({maxBytes: 200})).read()).toEqual({counts: {}})
  })

  it.skipIf(process.platform === 'win32')('is never a named pipe (Windows has none)', async () => {
    mkdirSync(folder)
    execFileSync('mkfifo', [path])
    await expect(jsonFile(options()).read()).rejects.toMatchObject({code: 'file'})
    expect(await cacheFile(options()).read()).toEqual({counts: {}})
  })

  it('that another process holds says so, and what to do', async () => {
    mkdirSync(folder)
    writeFileSync(`${path}.lock`, '1 elsewhere 00')
    const waiting = jsonFile(options({patienceMs: 30})).update(addOne)
    await expect(waiting).rejects.toMatchObject({code: 'file', hint: expect.stringContaining(`${path}.lock`)})
    expect(await cacheFile(options({patienceMs: 30})).update(addOne)).toEqual({counts: {}})
  })
})

describe.each<[Step, string]>([
  ['open', 'EROFS'],
  ['open', 'EACCES'],
  ['write', 'ENOSPC'],
  ['sync', 'EIO'],
  ['rename', 'EACCES'],
])('%s fails with %s', (step, code) => {
  it('is an error that names the file, leaves the old content, and costs a cache nothing', async () => {
    await jsonFile(options()).update(addOne)
    const fs = failing(step, code, (name) => name.endsWith('.part'))
    await expect(jsonFile(options({fs})).update(addOne)).rejects.toMatchObject({
      code: 'file',
      message: `Cannot write the counts to ${path}: ${code}`,
    })
    expect(await cacheFile(options({fs})).update(addOne)).toEqual({counts: {}})
    expect(await jsonFile(options()).read()).toEqual({counts: {a: 1}})
    expect(readdirSync(folder)).toEqual(['state.json'])
  })
})

describe('processes that race', () => {
  const script = join(base, 'count.mjs')
  const lines = [
    `import {jsonFile} from ${JSON.stringify(join(ROOT, 'src/base/state/json-file.js'))}`,
    'const [path, name, times] = process.argv.slice(2)',
    "const file = jsonFile({path, what: 'the counts', parse: (value) => value, empty: {counts: {}}, whenDamaged: (path) => { throw new Error('damaged ' + path) }})",
    'for (let i = 0; i < Number(times); i++) await file.update(({counts}) => ({counts: {...counts, [name]: (counts[name] ?? 0) + 1}}))',
  ]

  async function count(name: string, times: number): Promise<number | null> {
    const child = spawn(process.execPath, [script, path, name, String(times)], {stdio: 'inherit'})
    const [code] = await once(child, 'exit')
    return code
  }

  it('lose nothing: eight of them, 25 changes each, one of them killed on the way', async () => {
    const source = {contents: lines.join('\n'), resolveDir: ROOT}
    buildSync({stdin: source, outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'error'})
    const victim = spawn(process.execPath, [script, path, 'victim', '100000'], {stdio: 'ignore'})
    const names = Array.from({length: 8}, (_, index) => `p${index}`)
    const counting = names.map((name) => count(name, 25))
    const hasWritten = async () => (await jsonFile(options()).read()).counts.victim !== undefined
    while (!(await hasWritten())) await setTimeout(10)
    victim.kill('SIGKILL')
    expect(await Promise.all(counting)).toEqual(names.map(() => 0))
    const {counts} = await jsonFile(options()).read()
    expect(names.map((name) => counts[name])).toEqual(names.map(() => 25))
  })
})

import {chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import type {VariantMemory} from '../../../src/api/variants/select.js'
import {variantMemory} from '../../../src/base/state/variant-memory.js'

const HOST = 'https://langfuse.test'
const QUESTION = 'GET /api/public/traces'
const HOUR = 60 * 60 * 1000

let folder: string
let file: string
let time: number

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'langfusectl-test-')), 'cache')
  file = join(folder, 'variants.json')
  time = 1_800_000_000_000
})

afterEach(() => rm(join(folder, '..'), {recursive: true, force: true}))

function memory(host = HOST): VariantMemory {
  return variantMemory(folder, host, new Date(time))
}

async function content(): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}

describe('what is remembered', () => {
  it('is nothing at first, and asking makes no file', async () => {
    expect(await memory().recall(QUESTION)).toBeUndefined()
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })

  it('is a variant for a question of a host', async () => {
    await memory().remember(QUESTION, 'newer')
    await memory().remember('GET /other', 'older')
    await memory('https://other.test').remember(QUESTION, 'older')
    expect(await memory().recall(QUESTION)).toBe('newer')
    expect(await memory().recall('GET /other')).toBe('older')
    expect(await memory('https://other.test').recall(QUESTION)).toBe('older')
    expect(await memory('https://third.test').recall(QUESTION)).toBeUndefined()
    expect(await memory('http://langfuse.test').recall(QUESTION)).toBeUndefined()
  })

  it.each([
    [0, 'newer'],
    [24 * HOUR - 1, 'newer'],
    [24 * HOUR, undefined],
    [1000 * HOUR, undefined],
    [-1, undefined],
  ])('lasts a day: after %i ms %s', async (age, expected) => {
    await memory().remember(QUESTION, 'newer')
    time += age
    expect(await memory().recall(QUESTION)).toBe(expected)
  })

  it('is not written again while it is known, but is when it is too old', async () => {
    await memory().remember(QUESTION, 'newer')
    const first = await content()
    time += HOUR
    await memory().remember(QUESTION, 'newer')
    expect(await content()).toEqual(first)
    time += 23 * HOUR
    await memory().remember(QUESTION, 'newer')
    expect(await content()).not.toEqual(first)
    expect(await memory().recall(QUESTION)).toBe('newer')
  })

  it('changes with the server', async () => {
    await memory().remember(QUESTION, 'newer')
    await memory().remember(QUESTION, 'older')
    expect(await memory().recall(QUESTION)).toBe('older')
  })

  it.skipIf(process.platform === 'win32')('is for its owner only (needs modes)', async () => {
    await memory().remember(QUESTION, 'newer')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })
})

describe('a damaged file', () => {
  it.each([
    ['empty', ''],
    ['cut', '{"hosts":{"https://langf'],
    ['no object', '[]'],
    ['null', 'null'],
    ['of another kind', '{"hosts":[1]}'],
    ['with another variant', `{"hosts":{"${HOST}":{"${QUESTION}":{"variant":"third","at":1}}}}`],
    ['with a time that is text', `{"hosts":{"${HOST}":{"${QUESTION}":{"variant":"newer","at":"now"}}}}`],
    ['not UTF-8', '\ufffd\u0000'],
  ])('%s: is as good as none, and is replaced', async (_, text) => {
    await mkdir(folder)
    await writeFile(file, text)
    expect(await memory().recall(QUESTION)).toBeUndefined()
    await memory().remember(QUESTION, 'newer')
    expect(await memory().recall(QUESTION)).toBe('newer')
  })

  it('that is a folder is no error', async () => {
    await mkdir(file, {recursive: true})
    await memory().remember(QUESTION, 'newer')
    expect(await memory().recall(QUESTION)).toBeUndefined()
  })
})

describe('a folder that cannot be written', () => {
  it('is no error where a file stands in its place', async () => {
    await writeFile(folder, 'a file')
    await memory().remember(QUESTION, 'newer')
    expect(await memory().recall(QUESTION)).toBeUndefined()
    expect(await readFile(folder, 'utf8')).toBe('a file')
  })

  it.skipIf(process.getuid?.() === 0)('is no error where it is read only (not as root)', async () => {
    await mkdir(folder)
    await chmod(folder, 0o500)
    await memory().remember(QUESTION, 'newer')
    expect(await memory().recall(QUESTION)).toBeUndefined()
    await chmod(folder, 0o700)
  })
})

it('twenty writers at once leave a whole file, and nothing else', async () => {
  const hosts = Array.from({length: 20}, (_, index) => `https://h${index}.test`)
  await Promise.all(hosts.map((host) => memory(host).remember(QUESTION, 'newer')))
  expect(await readdir(folder)).toEqual(['variants.json'])
  const known = await Promise.all(hosts.map((host) => memory(host).recall(QUESTION)))
  expect(known).toContain('newer')
  expect(Object.keys(((await content()) as {hosts: object}).hosts)).toHaveLength(known.filter(Boolean).length)
})

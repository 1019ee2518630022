import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {ageWords} from '../../../src/base/reference/fetch.js'
import {ReferenceStore} from '../../../src/base/reference/store.js'
import {DOCUMENT, TEXT} from './fixture.js'

const HOST = 'https://langfuse.test'
const HOUR = 60 * 60 * 1000
const SAID = {path: '/generated/api/openapi.yml', etag: '"one"', bytes: Buffer.from(TEXT), document: DOCUMENT}

let folder: string
let time: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'langfusectl-test-'))
  time = 1_800_000_000_000
})

afterEach(() => rm(folder, {recursive: true, force: true}))

function store(host = HOST, cacheDir = join(folder, 'cache')): ReferenceStore {
  return new ReferenceStore(cacheDir, host, () => time)
}

describe('what is kept', () => {
  it('is nothing at first, then what the server said, for its host alone', async () => {
    expect(await store().read()).toBeUndefined()
    await store().keep(SAID)
    expect(await store().read()).toEqual({...SAID, host: HOST, at: time})
    expect(await store('https://other.test').read()).toBeUndefined()
  })

  it('has every byte, no UTF-8 too', async () => {
    const bytes = Buffer.from([0x23, 0xff, 0xfe, 0x00, 0x0a])
    await store().keep({...SAID, bytes})
    expect((await store().read())?.bytes).toEqual(bytes)
  })

  it.each([
    [0, true],
    [24 * HOUR - 1, true],
    [24 * HOUR, false],
    [-1, false],
  ])('is fresh after %i ms: %s', async (ms, fresh) => {
    const kept = await store().keep(SAID)
    time += ms
    expect(store().isFresh(kept)).toBe(fresh)
  })

  it('that cannot be written is no error', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(await store(HOST, file).keep(SAID)).toMatchObject({path: SAID.path})
    expect(await store(HOST, file).read()).toBeUndefined()
    expect(await readdir(folder)).toEqual(['file'])
  })
})

describe('an age', () => {
  it.each([
    [0, '0 minutes'],
    [60_000, '1 minute'],
    [HOUR, '60 minutes'],
    [2 * HOUR, '2 hours'],
    [47 * HOUR, '47 hours'],
    [48 * HOUR, '2 days'],
  ])('%i ms: %s', (ms, words) => {
    expect(ageWords(ms)).toBe(words)
  })
})

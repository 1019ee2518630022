import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {openFileSink} from '../../../src/base/state/file-sink.js'
import {failing, type Step} from './faults.js'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'langfusectl-sink-'))
  path = join(folder, 'out.txt')
})

afterEach(() => rmSync(folder, {recursive: true, force: true}))

describe('a file sink', () => {
  it('puts the file in its place when it is whole, with its mode', async () => {
    writeFileSync(path, 'before')
    const sink = await openFileSink(path, {mode: 0o600})
    await sink.write('né')
    await sink.write(Buffer.from('w'))
    expect(readFileSync(path, 'utf8')).toBe('before')
    await sink.commit()
    expect(readFileSync(path, 'utf8')).toBe('néw')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['out.txt'])
  })

  it('leaves what was there when it is discarded', async () => {
    writeFileSync(path, 'before')
    const sink = await openFileSink(path, {mode: 0o600})
    await sink.write('after')
    await sink.discard()
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(readdirSync(folder)).toEqual(['out.txt'])
  })

  it('follows links', async () => {
    const real = join(folder, 'real.txt')
    writeFileSync(real, 'before')
    symlinkSync(real, path)
    const sink = await openFileSink(path, {mode: 0o600})
    await sink.write('after')
    await sink.commit()
    expect(readFileSync(real, 'utf8')).toBe('after')
    expect(readdirSync(folder).sort()).toEqual(['out.txt', 'real.txt'])
  })

  it('keeps the bytes that it reserved out of the file', async () => {
    const sink = await openFileSink(path, {mode: 0o600, reserve: 4096})
    await sink.write('short')
    await sink.commit()
    expect(readFileSync(path, 'utf8')).toBe('short')
  })

  it('may want a new file, whose name it holds from the beginning', async () => {
    const sink = await openFileSink(path, {mode: 0o600, exclusive: true})
    await expect(openFileSink(path, {mode: 0o600, exclusive: true})).rejects.toMatchObject({code: 'EEXIST'})
    await sink.discard()
    expect(readdirSync(folder)).toEqual([])
    writeFileSync(path, 'before')
    await expect(openFileSink(path, {mode: 0o600, exclusive: true})).rejects.toMatchObject({code: 'EEXIST'})
    expect(readFileSync(path, 'utf8')).toBe('before')
  })
})

describe.each<[Step, string]>([
  ['open', 'EACCES'],
  ['open', 'EROFS'],
  ['write', 'ENOSPC'],
  ['truncate', 'EIO'],
  ['chmod', 'EPERM'],
  ['sync', 'ENOSPC'],
  ['close', 'EIO'],
  ['rename', 'EACCES'],
])('%s fails with %s', (step, code) => {
  it.each([false, true])('leaves nothing of it (a new file: %s)', async (exclusive) => {
    if (!exclusive) writeFileSync(path, 'before')
    const fs = failing(step, code, (name) => name.endsWith('.part'))
    const writing = async () => {
      const sink = await openFileSink(path, {mode: 0o600, exclusive, fs})
      await sink.write('after')
      await sink.commit()
    }
    await expect(writing()).rejects.toMatchObject({code})
    expect(readdirSync(folder)).toEqual(exclusive ? [] : ['out.txt'])
    if (!exclusive) expect(readFileSync(path, 'utf8')).toBe('before')
  })
})

it('a full disk is noticed before anything is written, where bytes are reserved', async () => {
  const fs = failing('sync', 'ENOSPC', (name) => name.endsWith('.part'))
  await expect(openFileSink(path, {mode: 0o600, exclusive: true, reserve: 4096, fs})).rejects.toMatchObject({
    code: 'ENOSPC',
  })
  expect(readdirSync(folder)).toEqual([])
})

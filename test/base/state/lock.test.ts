import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {hostname, tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {takeLock} from '../../../src/base/state/lock.js'
import {failing} from './faults.js'

let folder: string
let path: string
let lockFile: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'langfusectl-lock-'))
  path = join(folder, 'state.json')
  lockFile = `${path}.lock`
})

afterEach(() => rmSync(folder, {recursive: true, force: true}))

/** The lock of a process, made so many milliseconds ago. */
function foreignLock(pid: number, host: string, ageMs: number): void {
  writeFileSync(lockFile, `${pid} ${host} 00`)
  const at = (Date.now() - ageMs) / 1000
  utimesSync(lockFile, at, at)
}

describe('a lock', () => {
  it('has one holder', async () => {
    const first = await takeLock(path, {patienceMs: 0})
    expect(await takeLock(path, {patienceMs: 0})).toBeUndefined()
    expect(await first?.isHeld()).toBe(true)
    await first?.release()
    const second = await takeLock(path, {patienceMs: 0})
    expect(await second?.isHeld()).toBe(true)
    expect(await first?.isHeld()).toBe(false)
    await first?.release()
    expect(await second?.isHeld()).toBe(true)
    await second?.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is waited for', async () => {
    const first = await takeLock(path, {patienceMs: 0})
    const waiting = takeLock(path, {patienceMs: 60_000})
    await first?.release()
    expect(await (await waiting)?.isHeld()).toBe(true)
  })

  it('ends the wait when patience ends, by its clock', async () => {
    foreignLock(1, hostname(), 0)
    const begin = Date.now()
    let asked = 0
    const now = () => begin + 1000 * asked++
    expect(await takeLock(path, {patienceMs: 3000, now, isAlive: () => true})).toBeUndefined()
    expect(asked).toBeGreaterThanOrEqual(3)
  })
})

describe('a lock that somebody left', () => {
  it.each<[string, string, number, boolean, boolean]>([
    ['a process of this machine that runs', hostname(), 0, true, false],
    ['a process of this machine that is gone', hostname(), 0, false, true],
    ['another machine', 'elsewhere', 0, false, false],
    ['another machine, long ago', 'elsewhere', 11_000, false, true],
    ['a process that runs, long ago', hostname(), 11_000, true, true],
    ['a time to come', hostname(), -3_600_000, true, true],
  ])('by %s (host %s, %i ms old, alive %s) is taken over: %s', async (_, host, ageMs, alive, taken) => {
    foreignLock(4711, host, ageMs)
    const lock = await takeLock(path, {patienceMs: 50, isAlive: () => alive})
    expect(lock !== undefined).toBe(taken)
    if (!lock) return expect(readFileSync(lockFile, 'utf8')).toBe(`4711 ${host} 00`)
    await lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is taken over by one process only, also where the one that removed it is gone too', async () => {
    foreignLock(4711, hostname(), 0)
    writeFileSync(`${lockFile}.lock`, `4712 ${hostname()}`)
    const isAlive = (pid: number) => pid === process.pid
    let holders = 0
    const hold = async () => {
      const lock = await takeLock(path, {patienceMs: 60_000, isAlive})
      holders += 1
      expect([holders, await lock?.isHeld()]).toEqual([1, true])
      holders -= 1
      await lock?.release()
    }
    await Promise.all(Array.from({length: 8}, hold))
    expect(readdirSync(folder)).toEqual([])
  })
})

it.each(['EACCES', 'EROFS', 'ENOSPC'])('where none can be made the error is the system’s: %s', async (code) => {
  const fs = failing('open', code, (name) => name.endsWith('.lock'))
  await expect(takeLock(path, {patienceMs: 0, fs})).rejects.toMatchObject({code})
  expect(existsSync(lockFile)).toBe(false)
})

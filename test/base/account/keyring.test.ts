import {mkdtempSync, rmSync} from 'node:fs'
import {createServer, type Server} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {keyringForbidden, readSecret, removeSecret, saveSecret} from '../../../src/base/account/keyring.js'

const linux = process.platform === 'linux'

it('any non-empty value forbids the keyring', () => {
  const forbidden = (value?: string) => keyringForbidden(value === undefined ? {} : {LANGFUSE_CLI_NO_KEYRING: value})
  expect([undefined, '', '1', '0', 'false'].map(forbidden)).toEqual([false, false, true, true, true])
})

describe.skipIf(!linux)('without a session bus (needs Linux)', () => {
  it('saves nothing, removes nothing, and says what to do about a secret that lies there', async () => {
    expect(await saveSecret('a', 'project', 'sk', {})).toBe(false)
    expect(await removeSecret('a', 'project', {})).toBe(false)
    await expect(readSecret('a', 'project', {})).rejects.toMatchObject({
      code: 'credentials',
      message:
        'The secret of profile a lies in the keyring of the operating system, and it does not answer, or is locked',
      hint: 'Unlock it, or save the keys in a file: `langfuse auth login --profile a --no-keyring`.',
    })
  })

  it('blames the variable where that is the reason', async () => {
    await expect(readSecret('a', 'project', {LANGFUSE_CLI_NO_KEYRING: '1'})).rejects.toMatchObject({
      message: expect.stringContaining('LANGFUSE_CLI_NO_KEYRING forbids to ask it'),
      hint: expect.stringContaining('Unset that variable'),
    })
  })
})

describe.skipIf(!linux)('with a bus that takes every word and says nothing (needs Linux)', () => {
  let folder: string
  let server: Server
  let words: number
  let closed: Promise<unknown>[]

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'langfuse-bus-'))
    words = 0
    closed = []
    server = createServer((socket) => {
      socket.on('error', () => {})
      closed.push(new Promise((resolve) => socket.on('close', resolve)))
      socket.on('data', () => {
        words++
      })
    })
    await new Promise<void>((resolve) => server.listen(join(folder, 'bus'), resolve))
  })

  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, {recursive: true, force: true})
  })

  it.each([
    ['DBUS_SESSION_BUS_ADDRESS', () => `unix:path=${join(folder, 'bus')}`],
    ['XDG_RUNTIME_DIR', () => folder],
  ])('gives up on the one that %s names, and leaves no process behind', async (variable, value) => {
    expect(await saveSecret('a', 'project', 'sk', {PATH: process.env.PATH, [variable]: value()})).toBe(false)
    expect(words).toBeGreaterThan(0)
    await Promise.all(closed)
  })
})

import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {
  checkProfileName,
  findProfile,
  profilePath,
  readableByOthers,
  readProfiles,
  updateProfiles,
} from '../../../src/base/account/profile.js'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'langfuse-profile-'))
  path = profilePath(folder)
})

afterEach(() => rmSync(folder, {recursive: true, force: true}))

const one = {current: 'a', profiles: {a: {host: 'https://example.com', pair: {publicKey: 'pk', secretKey: 'sk'}}}}
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('readProfiles', () => {
  it('finds none where there is no file, or no folder', async () => {
    expect(await readProfiles(path)).toEqual({profiles: {}})
    writeFileSync(join(folder, 'file'), '')
    expect(await readProfiles(join(folder, 'file', 'profiles.json'))).toEqual({profiles: {}})
  })

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"profiles": []}',
    '{"profiles": {"a": {}}}',
    '{"profiles": {"a": {"host": "x", "pair": {"secretKey": "sk-lf-in-file"}}}}',
    '{"current": 1, "profiles": {}}',
  ])('says that %j is damaged, and where, without quoting it', async (text) => {
    writeFileSync(path, text)
    const error = await readProfiles(path).catch((problem) => problem)
    expect(error).toMatchObject({code: 'credentials', message: `The profiles in ${path} are damaged`})
    expect(`${error.message}${error.hint}`).not.toContain('sk-lf-in-file')
  })

  it('takes a byte order mark, as editors on Windows write one', async () => {
    writeFileSync(path, `\uFEFF${JSON.stringify(one)}`)
    expect(await readProfiles(path)).toEqual(one)
  })

  it('is a matter of files when it cannot be read', async () => {
    await expect(readProfiles(folder)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('not a regular file'),
    })
  })
})

describe('updateProfiles', () => {
  it('makes folder and file for the user alone, and leaves nothing else behind', async () => {
    const deep = join(folder, 'config', 'langfuse', 'profiles.json')
    await updateProfiles(deep, () => one)
    expect(await readProfiles(deep)).toEqual(one)
    expect([mode(join(folder, 'config', 'langfuse')), mode(deep)]).toEqual(['700', '600'])
    expect(readdirSync(join(folder, 'config', 'langfuse'))).toEqual(['profiles.json'])
  })

  it('replaces the file whole: somebody who has it open keeps the old one', async () => {
    await updateProfiles(path, () => one)
    const before = statSync(path).ino
    await updateProfiles(path, () => ({profiles: {}}))
    expect(statSync(path).ino).not.toBe(before)
    expect(readFileSync(path, 'utf8')).toBe('{\n  "profiles": {}\n}\n')
  })

  it('takes permissions away that the file had', async () => {
    writeFileSync(path, '{"profiles":{}}', {mode: 0o644})
    await updateProfiles(path, () => one)
    expect(mode(path)).toBe('600')
  })

  it('follows a link', async () => {
    const real = join(folder, 'real.json')
    writeFileSync(real, '{"profiles":{}}')
    symlinkSync(real, path)
    await updateProfiles(path, () => one)
    expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual(one)
    expect(mode(real)).toBe('600')
  })

  it('keeps fields that a newer version wrote', async () => {
    const newer = {version: 2, profiles: {a: {host: 'x', colour: 'red', pair: {publicKey: 'pk', expires: 1}}}}
    writeFileSync(path, JSON.stringify(newer))
    await updateProfiles(path, (content) => ({...content}))
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(newer)
  })

  it('is a matter of files when it cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '')
    await expect(updateProfiles(join(folder, 'file', 'profiles.json'), () => one)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/^Cannot write the profiles to .*: (ENOTDIR|EEXIST)$/),
    })
  })
})

it.skipIf(process.platform === 'win32')('readableByOthers looks at the permissions (needs modes)', async () => {
  expect(await readableByOthers(path)).toBe(false)
  writeFileSync(path, '', {mode: 0o600})
  expect(await readableByOthers(path)).toBe(false)
  for (const open of [0o640, 0o604, 0o620]) {
    chmodSync(path, open)
    expect(await readableByOthers(path), open.toString(8)).toBe(true)
  }
})

it('findProfile names those that there are', () => {
  expect(findProfile(one, 'a')).toBe(one.profiles.a)
  for (const name of ['b', 'toString', '__proto__']) {
    expect(() => findProfile(one, name)).toThrow(
      expect.objectContaining({
        code: 'credentials',
        message: `There is no profile "${name}"`,
        hint: 'Profiles: a.',
      }),
    )
  }
  expect(() => findProfile({profiles: {}}, 'a')).toThrow(
    expect.objectContaining({hint: expect.stringContaining('auth login')}),
  )
})

it.each(['default', 'a', '7', 'team_eu-2.prod@acme', 'größe', 'x'.repeat(64)])('%s may be a name', (name) => {
  expect(checkProfileName(name)).toBe(name)
})

it.each(['', ' ', 'a b', 'a/b', '../a', '-a', '__proto__', 'a\nb', 'x'.repeat(65)])('%j is no name', (name) => {
  expect(() => checkProfileName(name)).toThrow(expect.objectContaining({code: 'usage'}))
})

import {existsSync, mkdtempSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {makeFolder} from '../../../src/base/state/folder.js'

const base = mkdtempSync(join(tmpdir(), 'langfusectl-folder-'))

describe('a folder', () => {
  it('is made with all above it, for its owner alone, and may be there already', () => {
    const path = join(base, 'a/b/c')
    makeFolder(path)
    makeFolder(path)
    expect(statSync(path).mode & 0o777).toBe(0o700)
  })

  it('cannot be below a file', () => {
    writeFileSync(join(base, 'file'), '')
    expect(() => makeFolder(join(base, 'file/a'))).toThrow(/ENOTDIR/)
  })

  it.runIf(existsSync('/proc/self'))('ends where none can be made (needs /proc)', () => {
    expect(() => makeFolder('/proc/none/of/this')).toThrow(/ENOENT/)
  })
})

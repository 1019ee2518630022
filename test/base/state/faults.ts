import type {FileHandle} from 'node:fs/promises'
import {type FileSystem, fileSystem} from '../../../src/base/state/file-system.js'

/** A step of writing a file that may fail. */
export type Step = 'open' | 'write' | 'truncate' | 'chmod' | 'sync' | 'close' | 'rename'

/** The real file system, in which one step fails with a code of the system for files of one kind. */
export function failing(step: Step, code: string, isMeant: (path: string) => boolean): FileSystem {
  const fail = () => {
    throw Object.assign(new Error(`${code}: ${step}`), {code})
  }
  const open = async (path: string, ...rest: unknown[]): Promise<FileHandle> => {
    if (step === 'open' && isMeant(path)) fail()
    const handle = await (fileSystem.open as (...all: unknown[]) => Promise<FileHandle>)(path, ...rest)
    if (!isMeant(path) || step === 'open' || step === 'rename') return handle
    return new Proxy(handle, {
      get: (target, name) => {
        const value = Reflect.get(target, name)
        if (name === step) return async () => fail()
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  const rename: FileSystem['rename'] = async (from, to) => {
    if (step === 'rename' && isMeant(String(from))) fail()
    return fileSystem.rename(from, to)
  }
  return {...fileSystem, open: open as FileSystem['open'], rename}
}

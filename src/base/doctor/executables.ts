import {accessSync, closeSync, constants, openSync, readFileSync, readSync, realpathSync, statSync} from 'node:fs'
import {delimiter, dirname, join} from 'node:path'
import type {Environment} from '../input/environment.js'

/** The package that we are, and the one that brings a program of the same name. */
export const OUR_PACKAGE = 'langfusectl'
export const VENDOR_PACKAGE = 'langfuse-cli'

/** A program on PATH that has one of our names. */
export interface Executable {
  name: string
  path: string
  /** Whether it is the very program that runs. */
  self: boolean
  /** The npm package that it belongs to; undefined where that is unknown. */
  package: string | undefined
  version: string | undefined
}

const NAMES = ['langfuse', OUR_PACKAGE]
const SHIM_BYTES = 4096

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function packageAbove(path: string): {name?: string; version?: string} | undefined {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const found = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {name?: string; version?: string}
      if (found.name) return found
    } catch {}
  }
  return undefined
}

/** The first bytes of a file, which may be as large as Node; empty when it cannot be read. */
function beginningOf(path: string): string {
  const bytes = Buffer.alloc(SHIM_BYTES)
  try {
    const file = openSync(path, 'r')
    const length = readSync(file, bytes)
    closeSync(file)
    return bytes.toString('latin1', 0, length)
  } catch {
    return ''
  }
}

/** The package that a small script starts, as npm on Windows, pnpm and version managers make them. */
function packageOfShim(path: string): string | undefined {
  const text = beginningOf(path)
  return [VENDOR_PACKAGE, OUR_PACKAGE].find((name) => text.includes(`/${name}/`) || text.includes(`\\${name}\\`))
}

function describe(name: string, path: string, own: string): Executable {
  const real = realpathSync(path)
  const self = real === own
  const above = packageAbove(real)
  const known = above?.name === OUR_PACKAGE || above?.name === VENDOR_PACKAGE ? above : undefined
  return {name, path, self, package: known?.name ?? packageOfShim(real) ?? above?.name, version: known?.version}
}

/** Every program on PATH that has one of our names, in the order of PATH; the same file twice counts once. @param own the real path of the program that runs */
export function executablesOnPath(env: Environment, own: string): Executable[] {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : ['']
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '')
  const seen = new Set<string>()
  return folders.flatMap((folder) =>
    NAMES.flatMap((name) =>
      endings
        .map((ending) => join(folder, name + ending))
        .filter((path) => isExecutable(path))
        .filter((path) => {
          const key = `${name} ${realpathSync(path)}`
          return !seen.has(key) && seen.add(key)
        })
        .map((path) => describe(name, path, own)),
    ),
  )
}

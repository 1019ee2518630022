import {realpathSync} from 'node:fs'
import type {Config} from '@oclif/core'

/** What `--version --verbose` says: a line each, for reports. */
export function versionLines({name, version, configDir, cacheDir}: Config): string {
  const lines = {
    version: `${name} ${version}`,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    v8: process.versions.v8,
    program: programPath(),
    config: configDir,
    cache: cacheDir,
  }
  return Object.entries(lines)
    .map(([label, text]) => `${`${label}:`.padEnd(10)}${text}\n`)
    .join('')
}

/** The program that runs, links resolved: a script, or a single executable. */
export function programPath(): string {
  const path = process.argv[1] ?? process.execPath
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** Whether version `a` is newer than `b`; versions that are not three numbers are newer than nothing. */
export function isNewer(a: string, b: string): boolean {
  const [mine, other] = [a, b].map((version) => version.split('.').map(Number))
  const index = mine?.findIndex((part, position) => part !== other?.[position]) ?? -1
  return index >= 0 && (mine?.[index] ?? 0) > (other?.[index] ?? 0)
}

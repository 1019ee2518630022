import {spawn} from 'node:child_process'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import type {Environment} from '../input/environment.js'
import {makeFolder} from '../state/folder.js'
import {wantsJson} from './argv.js'
import {isNewer} from './version.js'

const DAY_MS = 24 * 60 * 60 * 1000
const REGISTRY = 'https://registry.npmjs.org'
const NEWS = 'https://www.npmjs.com/package/langfusectl'

const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/

/** When the registry was asked, and when a person was told, in milliseconds since 1970; and what the registry said. */
interface Memory {
  askedAt?: number | undefined
  toldAt?: number | undefined
  version?: string | undefined
}

/** Whether nobody wants to hear of new versions here: CI, a program that reads JSON, --quiet, or the user's variable. */
export function isUnwanted(argv: string[], env: Environment): boolean {
  const end = argv.indexOf('--')
  const typed = end < 0 ? argv : argv.slice(0, end)
  const quiet = typed.includes('--quiet') || typed.includes('-q')
  return quiet || Boolean(env.CI || env.LANGFUSE_CLI_NO_UPDATE_NOTIFIER) || wantsJson(argv, env)
}

function isOlderThanADay(at: number | undefined, now: number): boolean {
  return at === undefined || now - at >= DAY_MS || now < at
}

function read(path: string): Memory {
  try {
    const {askedAt, toldAt, version} = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    return {
      askedAt: typeof askedAt === 'number' ? askedAt : undefined,
      toldAt: typeof toldAt === 'number' ? toldAt : undefined,
      version: typeof version === 'string' && VERSION.test(version) ? version : undefined,
    }
  } catch {
    return {}
  }
}

/** @returns whether it could be written: who cannot remember must not ask */
function write(path: string, content: Memory): boolean {
  try {
    makeFolder(dirname(path))
    writeFileSync(path, JSON.stringify(content), {mode: 0o600})
    return true
  } catch {
    return false
  }
}

/** Starts a process of its own that asks the registry; a single executable has none beside it, and no npm to update by. */
function askInBackground(name: string, path: string, env: Environment): void {
  const script = fileURLToPath(new URL('update-child.mjs', import.meta.url))
  if (!existsSync(script)) return
  const address = `${(env.npm_config_registry || REGISTRY).replace(/\/+$/, '')}/${name}/latest`
  const options = {cwd: dirname(path), detached: true, stdio: 'ignore', windowsHide: true} as const
  spawn(process.execPath, [script, address, path], options)
    .on('error', () => {})
    .unref()
}

/**
 * The line about a newer version, when an earlier run learnt of one and nobody was told today; has the registry asked
 * again once a day. Waits for nothing, and fails for nothing.
 */
export function updateNotice(
  {name, version, cacheDir}: {name: string; version: string; cacheDir: string},
  env: Environment,
  now: number = Date.now(),
): string | undefined {
  const path = join(cacheDir, 'update.json')
  const known = read(path)
  const asks = isOlderThanADay(known.askedAt, now)
  const news = known.version && isNewer(known.version, version) ? known.version : undefined
  const tells = news !== undefined && isOlderThanADay(known.toldAt, now)
  if (!asks && !tells) return undefined
  const written = write(path, {...known, ...(asks ? {askedAt: now} : {}), ...(tells ? {toldAt: now} : {})})
  if (asks && written) askInBackground(name, path, env)
  if (!tells) return undefined
  return `${name} ${news} is there (you have ${version}): npm i -g ${name} · what is new: ${NEWS}`
}

import {spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {CliError} from '../../api/errors/cli-error.js'
import type {Environment} from '../input/environment.js'
import {type UpdateMemory, updateMemory} from '../state/update-memory.js'
import {wantsJson} from './argv.js'
import {isNewer} from './version.js'

const DAY_MS = 24 * 60 * 60 * 1000
const REGISTRY = 'https://registry.npmjs.org'
const NEWS = 'https://www.npmjs.com/package/langfusectl'

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

/** Starts a process of its own that asks the registry, with nothing of the environment but what it takes; a single executable has none beside it, and no npm to update by. */
function askInBackground(name: string, path: string, env: Environment): void {
  const script = fileURLToPath(new URL('update-child.mjs', import.meta.url))
  if (!existsSync(script)) return
  const variables = {
    npm_config_registry: env.npm_config_registry || REGISTRY,
    NODE_EXTRA_CA_CERTS: env.NODE_EXTRA_CA_CERTS,
    SystemRoot: env.SystemRoot,
  }
  const options = {cwd: dirname(path), env: variables, detached: true, stdio: 'ignore', windowsHide: true} as const
  spawn(process.execPath, [script, name, path], options)
    .on('error', () => {})
    .unref()
}

/**
 * The line about a newer version, when an earlier run learnt of one and nobody was told today; has the registry asked
 * again once a day. Fails for nothing: who cannot remember does not ask.
 */
export async function updateNotice(
  {name, version, cacheDir}: {name: string; version: string; cacheDir: string},
  env: Environment,
  now: number = Date.now(),
): Promise<string | undefined> {
  const path = join(cacheDir, 'update.json')
  let asks = false
  let news: string | undefined
  const decide = (known: UpdateMemory): UpdateMemory => {
    asks = isOlderThanADay(known.askedAt, now)
    const newer = known.version && isNewer(known.version, version) ? known.version : undefined
    news = isOlderThanADay(known.toldAt, now) ? newer : undefined
    if (!asks && news === undefined) return known
    return {...known, ...(asks ? {askedAt: now} : {}), ...(news === undefined ? {} : {toldAt: now})}
  }
  try {
    const file = updateMemory(path)
    const known = await file.read()
    if (decide(known) !== known) await file.update(decide)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    asks = false
  }
  if (asks) askInBackground(name, path, env)
  if (news === undefined) return undefined
  return `${name} ${news} is there (you have ${version}): npm i -g ${name} · what is new: ${NEWS}`
}

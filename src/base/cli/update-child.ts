import {readFileSync, renameSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {makeFolder} from '../state/folder.js'

const LONGEST_MS = 10_000

/** What the file holds so far; nothing when it is damaged. */
function known(path: string): object {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof found === 'object' && found !== null ? found : {}
  } catch {
    return {}
  }
}

/** Asks the registry for the newest version and stores it. Runs in the background and ignores failures. */
async function ask(address: string, path: string): Promise<void> {
  const answer = await fetch(address, {
    signal: AbortSignal.timeout(LONGEST_MS),
    headers: {accept: 'application/json'},
  })
  const {version} = (await answer.json()) as {version?: unknown}
  if (!answer.ok || typeof version !== 'string') return
  makeFolder(dirname(path))
  writeFileSync(`${path}.${process.pid}`, JSON.stringify({...known(path), version}), {mode: 0o600})
  renameSync(`${path}.${process.pid}`, path)
}

const [address = '', path = ''] = process.argv.slice(2)
await ask(address, path).catch(() => {})

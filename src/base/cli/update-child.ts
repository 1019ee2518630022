import {updateMemory} from '../state/update-memory.js'

const LONGEST_MS = 10_000

/** Asks the registry for the newest version and writes it down. Nobody waits for this, and nobody hears of failures. */
async function ask(address: string, path: string): Promise<void> {
  const answer = await fetch(address, {
    signal: AbortSignal.timeout(LONGEST_MS),
    headers: {accept: 'application/json'},
  })
  const {version} = (await answer.json()) as {version?: unknown}
  if (!answer.ok || typeof version !== 'string') return
  await updateMemory(path).update((known) => ({...known, version}))
}

const [address = '', path = ''] = process.argv.slice(2)
await ask(address, path).catch(() => {})

import {updateMemory} from '../state/update-memory.js'

const LONGEST_MS = 10_000

/** The address without user and password, and these as Basic authorization: fetch refuses them in an address. */
function splitCredentials(registry: string, name: string): {address: string; authorization: Record<string, string>} {
  const url = new URL(`${registry.replace(/\/+$/, '')}/${name}/latest`)
  const pair = [url.username, url.password].map(decodeURIComponent).join(':')
  url.username = ''
  url.password = ''
  return {
    address: url.href,
    authorization: pair === ':' ? {} : {authorization: `Basic ${Buffer.from(pair).toString('base64')}`},
  }
}

/** Asks the registry for the newest version and writes it down. Nobody waits for this, and nobody hears of failures. */
async function ask(registry: string, name: string, path: string): Promise<void> {
  const {address, authorization} = splitCredentials(registry, name)
  const answer = await fetch(address, {
    signal: AbortSignal.timeout(LONGEST_MS),
    headers: {accept: 'application/json', ...authorization},
  })
  const {version} = (await answer.json()) as {version?: unknown}
  if (!answer.ok || typeof version !== 'string') return
  await updateMemory(path).update((known) => ({...known, version}))
}

const [name = '', path = ''] = process.argv.slice(2)
await ask(process.env.npm_config_registry ?? '', name, path).catch(() => {})

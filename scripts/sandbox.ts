import {parseArgs} from 'node:util'
import {ADMIN_KEY} from '../sandbox/http/auth.js'
import {MODES} from '../sandbox/http/modes.js'
import {seedHardTraces} from '../sandbox/seeds/hard-traces.js'
import {seedDemo} from '../sandbox/seeds/seed.js'
import {startSandbox} from '../sandbox/server.js'

/** Starts a sandbox with the demo's data and the traces that are hard to read, and prints what a client needs as variables. */
async function main(): Promise<void> {
  const {values} = parseArgs({options: {mode: {type: 'string', default: '3'}, port: {type: 'string', default: '0'}}})
  const mode = MODES.find((known) => known === values.mode)
  if (!mode) throw new Error(`--mode is one of ${MODES.join(', ')}`)
  const {url, keys, store} = await startSandbox({mode, port: Number(values.port)})
  seedDemo(store)
  seedHardTraces(store)
  const variables = {
    LANGFUSE_BASE_URL: url,
    LANGFUSE_PUBLIC_KEY: keys.project.publicKey,
    LANGFUSE_SECRET_KEY: keys.project.secretKey,
    LANGFUSE_ORG_PUBLIC_KEY: keys.organization.publicKey,
    LANGFUSE_ORG_SECRET_KEY: keys.organization.secretKey,
    LANGFUSE_ADMIN_API_KEY: ADMIN_KEY,
  }
  for (const [name, value] of Object.entries(variables)) process.stdout.write(`${name}=${value}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 2
})

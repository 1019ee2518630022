import {seedDemo} from '../test/sandbox/seed.js'
import {startSandbox} from '../test/sandbox/server.js'
import {measure, median} from './child.js'

/** A command line with its median wall time, and how many times that of `node -e 0` it is. */
export interface Startup {
  name: string
  ms: number
  ratio: number
}

const RUNS = 20

/** Times some command lines in turn, so that a busy moment hits all of them. */
export async function measureStartup(bin: string): Promise<Startup[]> {
  const sandbox = await startSandbox()
  seedDemo(sandbox.store)
  const {publicKey, secretKey} = sandbox.keys.project
  const env = {LANGFUSE_HOST: sandbox.url, LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey}
  const lines: Record<string, string[]> = {
    'node -e 0': ['-e', '0'],
    'langfuse --version': [bin, '--version'],
    'langfuse prompts list --json --limit 50': [bin, 'prompts', 'list', '--json', '--limit', '50'],
  }
  const times = new Map(Object.keys(lines).map((name) => [name, [] as number[]]))
  for (let round = 0; round < RUNS; round += 1) {
    for (const [name, args] of Object.entries(lines)) times.get(name)?.push((await measure(args, env)).ms)
  }
  await sandbox.close()
  const bare = median(times.get('node -e 0') ?? [])
  return [...times].map(([name, all]) => ({name, ms: median(all), ratio: median(all) / bare}))
}

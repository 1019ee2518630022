import {seedItems} from '../test/sandbox/seed.js'
import {startSandbox} from '../test/sandbox/server.js'
import {measure, type Usage} from './child.js'

/** One list, read to its end. */
export interface ListUsage extends Usage {
  format: string
  rows: number
}

const SIZES = [10_000, 100_000]
const FORMATS = ['ndjson', 'json']

/**
 * Reads 10,000 and 100,000 items with --all from a sandbox in this process: once as it is, for time and peak, and once
 * with garbage collections all the while, for what is really in use.
 * @throws Error when rows are missing
 */
export async function measureLists(bin: string): Promise<ListUsage[]> {
  const sandbox = await startSandbox()
  const {publicKey, secretKey} = sandbox.keys.project
  const env = {LANGFUSE_HOST: sandbox.url, LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey}
  const results: ListUsage[] = []
  for (const rows of SIZES) {
    seedItems(sandbox.store, `items-${rows}`, rows)
    for (const format of FORMATS) {
      const args = ['datasets', 'items', 'list', '--dataset-name', `items-${rows}`, '--all', '-o', format]
      const usage = await measure([bin, ...args], env)
      const brackets = format === 'json' ? 2 : 0
      if (usage.lines !== rows + brackets) throw new Error(`${usage.lines} lines of ${format} for ${rows} rows`)
      const {live} = await measure(['--expose-gc', bin, ...args], env)
      results.push({format, rows, ...usage, live})
      sandbox.requests.length = 0
    }
  }
  await sandbox.close()
  return results
}

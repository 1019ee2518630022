import {seedManyTraces} from '../sandbox/seeds/many-traces.js'
import {seedItems} from '../sandbox/seeds/seed.js'
import {type Mode, type Sandbox, startSandbox} from '../sandbox/server.js'
import {measure, type Usage} from './child.js'

/** One list, read to its end. */
export interface ListUsage extends Usage {
  /** The command, and what kind of server answered. */
  what: string
  format: string
  rows: number
}

const SIZES = [10_000, 100_000]
const FORMATS = ['ndjson', 'json']
const TRACES = 25_000
const MODES: Mode[] = ['3', '4-events-only']

async function measureList(bin: string, sandbox: Sandbox, line: string[], rows: number, format: string) {
  const {publicKey, secretKey} = sandbox.keys.project
  const env = {LANGFUSE_HOST: sandbox.url, LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey}
  const args = [...line, '--all', '-o', format]
  const usage = await measure([bin, ...args], env)
  const brackets = format === 'json' ? 2 : 0
  if (usage.lines !== rows + brackets) throw new Error(`${usage.lines} lines of ${format} for ${rows} rows`)
  const {live} = await measure(['--expose-gc', bin, ...args], env)
  sandbox.requests.length = 0
  return {format, rows, ...usage, live}
}

/**
 * Reads 10,000 and 100,000 items, and 25,000 traces of both versions, with --all from a sandbox in this process: once
 * as it is, for time and peak, and once with garbage collections all the while, for what is really in use.
 * @throws Error when rows are missing
 */
export async function measureLists(bin: string): Promise<ListUsage[]> {
  const results: ListUsage[] = []
  const items = await startSandbox()
  for (const rows of SIZES) {
    seedItems(items.store, `items-${rows}`, rows)
    for (const format of FORMATS) {
      const line = ['datasets', 'items', 'list', '--dataset-name', `items-${rows}`]
      results.push({what: 'datasets items list', ...(await measureList(bin, items, line, rows, format))})
    }
  }
  await items.close()
  for (const mode of MODES) {
    const sandbox = await startSandbox({mode})
    seedManyTraces(sandbox.store, TRACES)
    const usage = await measureList(bin, sandbox, ['traces', 'list'], TRACES, 'ndjson')
    results.push({what: `traces list (${mode})`, ...usage})
    await sandbox.close()
  }
  return results
}

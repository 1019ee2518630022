import {rmSync} from 'node:fs'
import {runProgram} from '../run-program.js'
import type {Case, Outcome} from './case.js'
import {type HostileServer, startHostileServer} from './hostile-server.js'
import {environmentFor, newFolder} from './world.js'

async function runOnce(server: HostileServer, given: Case): Promise<Omit<Outcome, 'expected' | 'hung'>> {
  server.begin(given)
  const folder = newFolder(given, server.url)
  const before = process.cwd()
  process.chdir(folder)
  try {
    const tty = given.columns === undefined ? {} : {stdout: true, columns: given.columns}
    const {exitCode, stdout, stderr} = await runProgram(given.argv, {
      env: environmentFor(given, server.url, folder),
      stdin: given.stdin ?? '',
      tty,
    })
    return {exitCode, stdout, stderr}
  } finally {
    process.chdir(before)
    rmSync(folder, {recursive: true, force: true})
  }
}

const baselines = new Map<string, string[]>()

/** The ids that a walk prints on a server that behaves. */
async function idsWithout(server: HostileServer, given: Case): Promise<string[]> {
  const key = JSON.stringify([given.argv, given.mode])
  let ids = baselines.get(key)
  if (!ids) {
    const untroubled: Case = {...given, troubles: [], argv: [...given.argv.slice(0, -1), 'ndjson']}
    const {stdout} = await runOnce(server, untroubled)
    ids = stdout.split('\n').flatMap((line) => (line === '' ? [] : [String(Object.values(JSON.parse(line))[0])]))
    baselines.set(key, ids)
  }
  return ids
}

const server = await startHostileServer()

process.on('message', async (given: Case) => {
  const expected = given.whole ? await idsWithout(server, given) : undefined
  const outcome = await runOnce(server, given)
  process.send?.({...outcome, hung: false, ...(expected && {expected})} satisfies Outcome)
})
process.on('disconnect', () => process.exit())
process.send?.('ready')

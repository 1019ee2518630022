import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {availableParallelism} from 'node:os'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import fc from 'fast-check'
import type {Case} from './case.js'
import {FAMILIES, type Family} from './families.js'
import {FAULTS, type Fault, judge} from './judge.js'
import {startPool} from './pool.js'

/** How far a family has come. */
interface Tally {
  runs: number
  faults: Partial<Record<Fault, number>>
}

interface State {
  seed: number
  tallies: Record<string, Tally>
}

const USAGE = `Usage: npm run fuzz -- [--runs 20000] [--seed N] [--family NAME] [--folder .fuzz] [--replay FILE]

Goes on where the last run with the same folder ended. Cases that went wrong are written there; --replay runs one again.
`
/** Cases are made that many at a time. */
const BATCH = 200

const {values} = parseArgs({
  options: {
    runs: {type: 'string', default: '20000'},
    seed: {type: 'string'},
    family: {type: 'string'},
    folder: {type: 'string', default: '.fuzz'},
    replay: {type: 'string'},
    help: {type: 'boolean', short: 'h'},
  },
})
const pool = startPool(availableParallelism())

/** The table of `docs/reliability.md`. */
function table({tallies}: State): string {
  const rows = Object.entries(tallies).map(([name, {runs, faults}]) => [
    name,
    runs,
    ...FAULTS.map((fault) => faults[fault] ?? 0),
  ])
  const total = [
    'all',
    ...[1, 2, 3, 4, 5, 6, 7].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0)),
  ]
  const head = ['family', 'runs', ...FAULTS]
  return [head, head.map(() => '---'), ...rows, total].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function readState(path: string, seed: number): State {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as State
  } catch {
    return {seed, tallies: {}}
  }
}

async function tryCase(given: Case, tally: Tally, folder: string): Promise<void> {
  const outcome = await pool.run(given)
  const faults = judge(given, outcome)
  tally.runs++
  for (const fault of faults) {
    tally.faults[fault] = (tally.faults[fault] ?? 0) + 1
    const path = join(folder, `${fault.replaceAll(' ', '-')}-${given.family.replaceAll(' ', '-')}-${tally.runs}.json`)
    const {stdout, stderr, ...rest} = outcome
    const heads = {stdout: stdout.slice(0, 3000), stderr: stderr.slice(0, 3000)}
    writeFileSync(path, JSON.stringify({given, outcome: {...rest, ...heads}, faults}, null, 1))
    process.stderr.write(`${fault}: ${path}\n`)
  }
}

async function runFamily(
  {name, share, cases}: Family,
  state: State,
  runs: number,
  folder: string,
  save: () => void,
): Promise<void> {
  const tally = state.tallies[name] ?? {runs: 0, faults: {}}
  state.tallies[name] = tally
  const wanted = Math.round((runs * share) / 1000)
  while (tally.runs < wanted) {
    const numRuns = Math.min(BATCH, wanted - tally.runs)
    await Promise.all(
      fc.sample(cases, {seed: state.seed + tally.runs, numRuns}).map((given) => tryCase(given, tally, folder)),
    )
    save()
    process.stderr.write(`${name}: ${tally.runs} of ${wanted}\n`)
  }
}

async function replay(path: string): Promise<void> {
  const {given} = JSON.parse(readFileSync(path, 'utf8')) as {given: Case}
  const outcome = await pool.run(given)
  process.stdout.write(
    `${outcome.stdout}\n${outcome.stderr}\nexit ${outcome.exitCode}; ${judge(given, outcome).join(', ') || 'nothing wrong'}\n`,
  )
}

async function campaign(): Promise<void> {
  const {folder} = values
  mkdirSync(folder, {recursive: true})
  const path = join(folder, 'state.json')
  const state = readState(path, Number(values.seed ?? Date.now() % 1_000_000))
  const save = () => {
    writeFileSync(`${path}.new`, JSON.stringify(state))
    renameSync(`${path}.new`, path)
  }
  for (const family of FAMILIES) {
    if (values.family && family.name !== values.family) continue
    await runFamily(values.family ? {...family, share: 1000} : family, state, Number(values.runs), folder, save)
  }
  process.stdout.write(`seed ${state.seed}\n\n${table(state)}\n`)
}

if (values.help) process.stdout.write(USAGE)
else await (values.replay ? replay(values.replay) : campaign())
pool.close()

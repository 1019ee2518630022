import {join} from 'node:path'
import {measureLists} from './memory.js'
import {measureStartup} from './startup.js'

const BIN = join(process.cwd(), 'bin/run.js')
const TARGET = 150e6

function print(headings: string[], rows: string[][]): void {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => row[i]?.length ?? 0)))
  for (const row of [headings, ...rows]) {
    process.stdout.write(
      `${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}\n`,
    )
  }
  process.stdout.write('\n')
}

const count = (value: number) => value.toLocaleString('en-US')

async function memory(): Promise<void> {
  const lists = await measureLists(BIN)
  print(
    ['with --all', 'rows', 'peak MB', 'live MB', 'seconds', 'rows/s', 'MB out'],
    lists.map(({what, format, rows, peak, live, ms, bytes}) => [
      `${what} -o ${format}`,
      count(rows),
      (peak / 1e6).toFixed(0),
      (live / 1e6).toFixed(1),
      (ms / 1000).toFixed(1),
      count(Math.round((rows / ms) * 1000)),
      (bytes / 1e6).toFixed(1),
    ]),
  )
  if (lists.some(({peak}) => peak >= TARGET)) {
    process.stdout.write(`A list took ${TARGET / 1e6} MB or more.\n`)
    process.exitCode = 1
  }
}

async function startup(): Promise<void> {
  print(
    ['start-up, median of 20', 'node', 'node -e 0', 'ours', 'langfuse-cli 1.2.4', 'ours / theirs'],
    (await measureStartup(BIN)).map(({node, line, ours, vendor, bare}) => [
      line,
      node,
      `${bare.toFixed(0)} ms`,
      `${ours.toFixed(0)} ms`,
      `${vendor.toFixed(0)} ms`,
      `${(ours / vendor).toFixed(2)} x`,
    ]),
  )
}

const parts: Record<string, () => Promise<void>> = {memory, startup}
const wanted = process.argv.slice(2)
for (const name of wanted.length === 0 ? Object.keys(parts) : wanted) {
  const part = parts[name]
  if (!part) throw new Error(`there is no benchmark ${name}: ${Object.keys(parts).join(', ')}`)
  await part()
}

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

const startups = await measureStartup(BIN)
print(
  ['start-up, median of 20', 'ms', 'of node -e 0'],
  startups.map(({name, ms, ratio}) => [name, ms.toFixed(0), `${ratio.toFixed(2)} x`]),
)

if (lists.some(({peak}) => peak >= TARGET)) {
  process.stdout.write(`A list took ${TARGET / 1e6} MB or more.\n`)
  process.exitCode = 1
}

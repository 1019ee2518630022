import fc from 'fast-check'
import type {Mode} from '../../../sandbox/http/modes.js'
import {readManifest} from '../../manifest.js'
import {words} from '../../texts/words.js'

/** Opens a browser, waits for a person, or runs for ever. */
const LEFT_OUT = /^langfuse (open|auth login|completion)\b/

interface Line {
  argv: string[]
  reads: boolean
  lists: boolean
}

const lines: Line[] = readManifest().flatMap(({id, effect, examples = []}) =>
  examples
    .map((example) =>
      example.replaceAll('<%= config.bin %>', 'langfuse').replaceAll('<%= command.id %>', id.replaceAll(':', ' ')),
    )
    .filter((line) => !LEFT_OUT.test(line) && !/[|<>]|^[^l]/.test(line))
    .map((line) => ({argv: words(line).slice(1), reads: effect === 'read', lists: id.endsWith(':list')})),
)

/** The line of an example that reads. */
export const readingLine = fc.constantFrom(...lines.filter(({reads}) => reads).map(({argv}) => argv))

/** The line of any example. What destroys does not ask. */
export const anyLine = fc.constantFrom(
  ...lines.map(({argv, reads}) => (reads ? argv : [...argv, '--yes'])),
  ...lines.map(({argv}) => argv),
)

/** How a server behaves. */
export const mode = fc.constantFrom<Mode>('3', '4-legacy', '4-dual', '4-events-only')

/** Flags that say how the answer is printed, and perhaps a terminal. */
export const look = fc.oneof(
  fc.record({
    flags: fc.constantFrom([], ...['table', 'json', 'ndjson', 'csv', 'tsv', 'yaml'].map((format) => ['-o', format])),
  }),
  fc.record({
    flags: fc.constantFrom(
      ['--jq', '.'],
      ['--jq', '.id, .name'],
      ['--columns', 'id,name,metadata.a'],
      ['--max-bytes', '300'],
      ['--verbose'],
      ['--json', '-q'],
    ),
  }),
  fc.record({flags: fc.constantFrom([], ['-o', 'yaml']), columns: fc.constantFrom(40, 80, 200)}),
)

import fc from 'fast-check'
import {words} from '../../texts/words.js'
import type {Case, ProcessTrouble, Trouble} from '../case.js'
import {WHOLE_LISTS} from '../world.js'
import {anyLine, mode} from './lines.js'

const walks = WHOLE_LISTS.map(({line}) => [...words(line), '--all', '--page-size', '5', '-o', 'ndjson'])
const slow: Trouble = {kind: 'endless', status: 200, pauseMs: 20}

const trouble: fc.Arbitrary<ProcessTrouble> = fc.oneof(
  fc.record({
    signal: fc.record({
      name: fc.constantFrom('SIGINT' as const, 'SIGTERM' as const, 'SIGKILL' as const),
      requests: fc.integer({min: 1, max: 3}),
    }),
  }),
  fc.record({readerGoesAfter: fc.constantFrom(1, 100, 1000)}),
  fc.record({stdout: fc.constant('/dev/full')}),
  fc.record({disk: fc.record({code: fc.constantFrom('ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EMFILE'), from: fc.nat(4)})}),
)

/** Signals and kills, readers that go, disks that are full or cannot be written. */
export const processes: fc.Arbitrary<Case> = fc
  .record({argv: fc.oneof(anyLine, fc.constantFrom(...walks)), mode, process: trouble, slows: fc.boolean()})
  .map(({argv, mode: server, process, slows}) => ({
    family: 'processes',
    argv,
    mode: server,
    troubles: process.signal && slows ? [{at: process.signal.requests - 1, what: slow}] : [],
    process,
  }))

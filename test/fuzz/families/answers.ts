import fc from 'fast-check'
import type {Case} from '../case.js'
import {edit} from '../nasty.js'
import {anyLine, look, mode, readingLine} from './lines.js'

const edits = fc.array(edit, {minLength: 1, maxLength: 4})
const at = fc.oneof({weight: 2, arbitrary: fc.constant('all' as const)}, fc.nat(2))

/** Answers that are changed, or those that real servers gave, changed: to all reading commands, in all formats. */
export const answers: fc.Arbitrary<Case> = fc
  .record({
    argv: fc.oneof({weight: 4, arbitrary: readingLine}, anyLine),
    look,
    mode,
    at,
    what: fc.oneof(
      fc.record({kind: fc.constant('edit' as const), edits}),
      fc.record({kind: fc.constant('recorded' as const), pick: fc.nat(200), edits}),
    ),
  })
  .map(({argv, look: {flags, ...rest}, mode: server, at: which, what}) => ({
    family: 'answers',
    argv: [...argv, ...flags],
    mode: server,
    troubles: [{at: which, what}],
    ...rest,
  }))

import fc from 'fast-check'
import {words} from '../../texts/words.js'
import type {Case, Trouble} from '../case.js'
import {PAGE, WHOLE_LISTS} from '../world.js'
import {mode} from './lines.js'
import {wireTrouble} from './wire.js'

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  wireTrouble.filter((what) => what.kind !== 'answer' && what.kind !== 'bytes'),
  fc.record({
    kind: fc.constant('answer' as const),
    status: fc.constantFrom(401, 404, 408, 422, 429, 500, 502, 503, 504, 524),
    headers: fc.constant<[string, string][]>([['content-type', 'application/json']]),
    text: fc.constant('{"message":"no"}'),
  }),
  fc.record({kind: fc.constant('drop' as const), every: fc.constantFrom(1, 3)}),
)

/** Walks over whole lists of all paging styles, with trouble on the way: what ends well has every row once. */
export const wholeLists: fc.Arbitrary<Case> = fc
  .record({
    list: fc.constantFrom(...WHOLE_LISTS),
    whole: fc.constantFrom('csv' as const, 'json' as const, 'ndjson' as const, 'tsv' as const),
    mode,
    troubles: fc.array(fc.record({at: fc.nat(4), what: trouble}), {maxLength: 2}),
  })
  .map(({list: {line, id}, whole, mode: server, troubles}) => ({
    family: 'whole lists',
    argv: [...words(line), '--all', '--page-size', String(PAGE), '--columns', id, '-o', whole],
    mode: server,
    troubles,
    whole,
  }))

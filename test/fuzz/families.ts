import type fc from 'fast-check'
import type {Case} from './case.js'
import {answers} from './families/answers.js'
import {commandLines} from './families/command-lines.js'
import {processes} from './families/processes.js'
import {secrets} from './families/secrets.js'
import {inputs, settings} from './families/settings.js'
import {wholeLists} from './families/whole-lists.js'
import {wire} from './families/wire.js'

/** A kind of trouble. */
export interface Family {
  name: string
  /** How many of a thousand runs. */
  share: number
  cases: fc.Arbitrary<Case>
}

/** Every kind of trouble. */
export const FAMILIES: Family[] = [
  {name: 'answers', share: 360, cases: answers},
  {name: 'wire', share: 200, cases: wire},
  {name: 'whole lists', share: 120, cases: wholeLists},
  {name: 'command lines', share: 120, cases: commandLines},
  {name: 'settings', share: 70, cases: settings},
  {name: 'inputs', share: 50, cases: inputs},
  {name: 'secrets', share: 60, cases: secrets},
  {name: 'processes', share: 20, cases: processes},
]

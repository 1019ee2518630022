import {readFileSync} from 'node:fs'
import {expect, it} from 'vitest'
import type * as z from 'zod'
import type {Row} from '../../../src/api/json/object.js'
import {
  itemOfExperiment,
  itemOfV1,
  runOfExperiment,
  runOfV1,
} from '../../../src/api/resources/datasets/normalize-run.js'
import * as observations from '../../../src/api/resources/observations/normalize.js'
import {traceOfRoots, traceOfV1} from '../../../src/api/resources/traces/normalize.js'
import * as shapes from '../../../src/api/variants/canonical.js'
import {recordedRows} from '../recorded.js'

const FOLDER = 'test/recordings'
const [V3, V4] = ['v3.225.4', 'v4.16.0']

type Recorded = [server: string, operation: string, shape: (row: Row) => Row]

/** Where the rows of each kind are recorded. */
const ROWS: [row: string, schema: z.ZodObject, older: Recorded, newer: Recorded][] = [
  [
    'trace',
    shapes.traceRow,
    [V3, 'trace_list', traceOfV1],
    [V4, 'observations_getMany', (row) => traceOfRoots([row], false)],
  ],
  [
    'observation',
    shapes.observation,
    [V3, 'legacy_observationsV1_getMany', (row) => observations.fromV1(row)],
    [V4, 'observations_getMany', (row) => observations.fromV2(row, false)],
  ],
  ['run', shapes.run, [V3, 'datasets_getRuns', runOfV1], [V4, 'experiments_list', (row) => runOfExperiment(row, 'd')]],
  ['run item', shapes.runItem, [V3, 'datasetRunItems_list', itemOfV1], [V4, 'experiments_listItems', itemOfExperiment]],
]

/** What a server sends beside the canonical keys. */
function beside(schema: z.ZodObject, [server, operation, shape]: Recorded): string[] {
  const rows = recordedRows(FOLDER, server, operation)
  expect(rows).not.toEqual([])
  return [...new Set(rows.flatMap((row) => Object.keys(shape(row))))].filter((key) => !(key in schema.shape))
}

it.each(ROWS)('docs/shapes.md says what only one version sends with a %s', (name, schema, older, newer) => {
  const [, typed = '', typedNewer = ''] =
    new RegExp(`^\\| ${name} \\| ([^|]*)\\| ([^|]*)\\|$`, 'm').exec(readFileSync('docs/shapes.md', 'utf8')) ?? []
  const [here, there] = [beside(schema, older), beside(schema, newer)]
  const [one = [], other = []] = [typed, typedNewer].map((words) => words.trim().split(' ').filter(Boolean))
  expect(one).toEqual(expect.arrayContaining(here.filter((key) => !there.includes(key))))
  expect(other).toEqual(expect.arrayContaining(there.filter((key) => !here.includes(key))))
  expect([...one.filter((key) => there.includes(key)), ...other.filter((key) => here.includes(key))]).toEqual([])
})

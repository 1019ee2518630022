import {describe, expect, it} from 'vitest'
import type {Row} from '../../../src/api/json/object.js'
import * as runs from '../../../src/api/resources/datasets/run-variants.js'
import * as observations from '../../../src/api/resources/observations/variants.js'
import * as scores from '../../../src/api/resources/scores/variants.js'
import * as sessions from '../../../src/api/resources/sessions/variants.js'
import {grouped} from '../../../src/api/resources/traces/normalize.js'
import * as traces from '../../../src/api/resources/traces/variants.js'
import type {ListVariant, ObjectVariant, Variants} from '../../../src/api/variants/variant.js'
import {recordingFolders} from '../../sandbox/replay.js'
import type {Shape} from '../../shapes.js'
import {recordedBodies} from '../recorded.js'
import {missing, valuesFor} from './missing.js'
import {fetched, listed, type Made} from './sent.js'

const SERVERS = ['v3.225.4', 'v4.16.0', 'v4.16.0-dual', 'v4.16.0-legacy']

/** What a row that is made of observations has not from them, and why. */
const OF_ROOTS = {
  name: 'of the trace, not of an observation',
  totalCost: 'of the root alone, which is not that of the trace',
}
const OF_SESSION = {createdAt: 'of the observation, which is not when the session began'}

/** How each variant of a list is asked about what was recorded; with a key, its rows are made of several. */
const LISTS: [variants: Variants<ListVariant>, age: 0 | 1, shape: Shape, recorded: string, key?: string][] = [
  [observations.list, 0, 'observation', 'legacy_observationsV1_getMany'],
  [observations.list, 1, 'observation', 'observations_getMany'],
  [traces.list, 0, 'traceRow', 'trace_list'],
  [traces.list, 1, 'traceRow', 'observations_getMany', 'traceId'],
  [sessions.list, 0, 'sessionRow', 'sessions_list'],
  [sessions.list, 1, 'sessionRow', 'observations_getMany', 'sessionId'],
  [scores.list, 0, 'score', 'scores_get-many'],
  [scores.list, 1, 'score', 'scoresV3_getManyV3'],
  [runs.list, 0, 'run', 'datasets_getRuns'],
  [runs.list, 1, 'run', 'experiments_list'],
  [runs.listItems, 0, 'runItem', 'datasetRunItems_list'],
  [runs.listItems, 1, 'runItem', 'experiments_listItems'],
]

const GETS: [variants: Variants<ObjectVariant>, age: 0 | 1, shape: Shape, recorded: string, key?: string][] = [
  [observations.get, 0, 'observation', 'legacy_observationsV1_get'],
  [observations.get, 1, 'observation', 'observations_getMany', 'id'],
  [traces.get, 0, 'trace', 'trace_get'],
  [traces.get, 1, 'trace', 'observations_getMany', 'traceId'],
  [sessions.get, 0, 'session', 'sessions_get'],
  [sessions.get, 1, 'session', 'observations_getMany', 'sessionId'],
  [scores.get, 0, 'score', 'scores_get-by-id'],
  [scores.get, 1, 'score', 'scoresV3_getManyV3', 'id'],
  [runs.get, 0, 'runWithItems', 'datasets_getRun'],
  [runs.get, 1, 'runWithItems', 'experiments_list', 'id'],
  [runs.createItem, 0, 'runItem', 'datasetRunItems_create'],
]

const isRoot = ({isRootObservation, parentObservationId}: Row) => isRootObservation ?? !parentObservationId

/** Answers about one object each: as they were recorded, or made of the rows of a list that name the same one; traces with their root. */
function bodies(folder: string, server: string, operation: string, shape: Shape, key: string | undefined): unknown[] {
  if (key === undefined) return recordedBodies(folder, server, operation)
  return recordedBodies(folder, server, operation)
    .flatMap(({data}) => [...grouped(data as Row[], (row) => String(row[key] ?? '')).entries()])
    .filter(([id, rows]) => id !== '' && (shape !== 'trace' || rows.some(isRoot)))
    .map(([, data]) => ({data, meta: {}}))
}

function apartOf(shape: Shape, key: string | undefined): Record<string, string> | undefined {
  if (key === undefined || key === 'id') return undefined
  return shape.startsWith('trace') ? OF_ROOTS : OF_SESSION
}

const title = (cases: typeof LISTS | typeof GETS) =>
  cases.map(([variants, age, shape, operation, key]) => ({
    name: `${shape} of ${variants.variants[age]?.operation.path}`,
    variant: variants.variants[age] as ListVariant & ObjectVariant,
    shape,
    operation,
    key,
  }))

describe.each(recordingFolders)('every field that four servers sent arrives, in %s', (folder) => {
  async function lacking(
    made: (server: string) => Promise<Made[]>,
    shape: Shape,
    key: string | undefined,
  ): Promise<string[]> {
    const all = (await Promise.all(SERVERS.map(made))).flat()
    expect(all.flatMap(({sent}) => sent).length).toBeGreaterThan(0)
    return [...new Set(all.flatMap((one) => missing(one, shape, apartOf(shape, key))))]
  }

  it.each(title(LISTS))('in the list: $name', async ({variant, shape, operation, key = 'id'}) => {
    const made = async (server: string) => {
      const answers = recordedBodies(folder, server, operation).map(({data}) => data as Row[])
      const asked = shape === 'traceRow' && key === 'traceId' ? answers.map((rows) => rows.filter(isRoot)) : answers
      return (await Promise.all(asked.map((rows) => listed(variant, rows, (row) => row[key])))).flat()
    }
    expect(await lacking(made, shape, key)).toEqual([])
  })

  it.each(title(LISTS).filter(({key}) => key === undefined))(
    'and would, where no answer has it: $name',
    async ({variant, shape, operation}) => {
      const rows = SERVERS.flatMap((server) => recordedBodies(folder, server, operation)).flatMap(
        ({data}) => data as Row[],
      )
      const row = {...rows[0], ...valuesFor(shape, rows)}
      const made = await listed(variant, [row], ({id}) => id)
      expect(made).toHaveLength(1)
      expect(made.flatMap((one) => missing(one, shape))).toEqual([])
    },
  )

  it.each(title(GETS))('alone: $name', async ({variant, shape, operation, key}) => {
    const made = (server: string) =>
      Promise.all(bodies(folder, server, operation, shape, key).map((body) => fetched(variant, body)))
    expect(await lacking(made, shape, key)).toEqual([])
  })
})

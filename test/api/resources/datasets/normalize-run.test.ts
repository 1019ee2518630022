import {describe, expect, it} from 'vitest'
import type * as z from 'zod'
import type {Row} from '../../../../src/api/json/object.js'
import {
  itemOfExperiment,
  itemOfV1,
  runOfExperiment,
  runOfV1,
} from '../../../../src/api/resources/datasets/normalize-run.js'
import {run, runItem, runWithItems} from '../../../../src/api/variants/canonical.js'
import {recordingFolders} from '../../../sandbox/replay.js'
import {recorded, recordedRows} from '../../recorded.js'

/** Has every key of a shape, with a value of its type. */
function fits(shape: z.ZodObject, row: Row): Row {
  expect(Object.keys(row)).toEqual(expect.arrayContaining(Object.keys(shape.shape)))
  return shape.parse(row)
}

const START = '2026-11-21T22:53:32.013Z'

describe('runs of older servers', () => {
  it('say null for what they do not know', () => {
    const row = {id: 'r', name: 'n', datasetId: 'd', datasetName: 'a', createdAt: START, updatedAt: START, extra: 1}
    const nothing = {description: null, metadata: null, itemCount: null, endTime: null, scores: null}
    expect(runOfV1({...row, description: ''})).toEqual({...row, ...nothing})
    const item = {id: 'i', observationId: null, endTime: null, level: null, environment: null}
    expect(itemOfV1({id: 'i', observationId: ''})).toEqual(item)
  })
})

describe('experiments', () => {
  it('become runs', () => {
    const row = {id: 'e', name: 'n', startTime: START, itemCount: 3, datasetId: 'd'}
    expect(runOfExperiment(row, 'a')).toEqual({
      ...row,
      description: null,
      metadata: null,
      datasetName: 'a',
      createdAt: START,
      updatedAt: null,
      endTime: null,
      scores: null,
    })
  })

  it('have items that become those of runs', () => {
    const row = {
      id: 'o',
      traceId: 't',
      startTime: START,
      experimentId: 'e',
      experimentName: 'n',
      experimentItemId: 'i',
    }
    expect(itemOfExperiment(row)).toEqual({
      ...row,
      datasetRunId: 'e',
      datasetRunName: 'n',
      datasetItemId: 'i',
      observationId: 'o',
      createdAt: START,
      updatedAt: null,
      endTime: null,
      level: null,
      environment: null,
    })
  })
})

describe.each(recordingFolders)('what real servers answered, in %s', (folder) => {
  const rows = (server: string, operation: string): Row[] => {
    const found = recordedRows(folder, server, operation)
    expect(found.length).toBeGreaterThan(0)
    return found
  }

  it.each(['v3.225.4', 'v4.16.0-legacy', 'v4.16.0-dual'])('%s: runs and their items', (server) => {
    for (const row of rows(server, 'datasets_getRuns')) expect(fits(run, runOfV1(row))).toMatchObject({itemCount: null})
    for (const row of rows(server, 'datasetRunItems_list')) fits(runItem, itemOfV1(row))
    const whole = recorded(folder, server, 'datasets_getRun') as Row & {datasetRunItems: Row[]}
    fits(runWithItems, {...runOfV1(whole), datasetRunItems: whole.datasetRunItems.map(itemOfV1)})
  })

  it.each(['v4.16.0-dual', 'v4.16.0'])('%s: experiments and their items', (server) => {
    for (const row of rows(server, 'experiments_list.datasetId')) {
      const shaped = fits(run, runOfExperiment(row, 'a'))
      expect(shaped).toMatchObject({createdAt: row.startTime, itemCount: 1, datasetName: 'a'})
    }
    for (const row of rows(server, 'experiments_listItems.all_fields')) {
      expect(fits(runItem, itemOfExperiment(row))).toMatchObject({
        observationId: row.id,
        datasetRunId: row.experimentId,
      })
    }
  })
})

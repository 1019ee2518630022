import {describe, expect, it} from 'vitest'
import type {Row} from '../../../../src/api/json/object.js'
import {fromV2, fromV3} from '../../../../src/api/resources/scores/normalize.js'
import {score} from '../../../../src/api/variants/canonical.js'
import {recordingFolders} from '../../../sandbox/replay.js'
import {recorded, recordedRows} from '../../recorded.js'

describe('values of scores', () => {
  it.each([
    [{dataType: 'NUMERIC', value: 0.5}, 0.5],
    [{dataType: 'NUMERIC'}, null],
    [{dataType: 'BOOLEAN', value: 1, stringValue: 'True'}, true],
    [{dataType: 'BOOLEAN', value: 0, stringValue: 'False'}, false],
    [{dataType: 'BOOLEAN', value: null}, null],
    [{dataType: 'CATEGORICAL', value: 2, stringValue: 'good'}, 'good'],
    [{dataType: 'TEXT', stringValue: 'fine'}, 'fine'],
    [{dataType: 'CORRECTION', value: 0, stringValue: 'better'}, 'better'],
  ])('%j of older servers', (row, value) => {
    expect(fromV2(row).value).toBe(value)
  })
})

describe('what a score belongs to', () => {
  const none = {traceId: null, observationId: null, sessionId: null, experimentId: null}

  it.each([
    [{kind: 'trace', id: 't'}, {traceId: 't'}],
    [
      {kind: 'observation', id: 'o', traceId: 't'},
      {observationId: 'o', traceId: 't'},
    ],
    [{kind: 'session', id: 's'}, {sessionId: 's'}],
    [{kind: 'experiment', id: 'e'}, {experimentId: 'e'}],
    [undefined, {}],
  ])('%j', (subject, ids) => {
    expect(fromV3({subject})).toMatchObject({...none, ...ids})
  })
})

describe.each(recordingFolders)('what real servers answered, in %s', (folder) => {
  const shaped = (rows: Row[], change: (row: Row) => Row) => {
    expect(rows.length).toBeGreaterThan(0)
    return rows.map((row) => {
      const result = change(row)
      expect(Object.keys(result)).toEqual(expect.arrayContaining(Object.keys(score.shape)))
      score.parse(result)
      return result
    })
  }

  it.each(['v3.225.4', 'v4.16.0-legacy', 'v4.16.0-dual', 'v4.16.0'])('%s: v3/scores', (server) => {
    shaped(recordedRows(folder, server, 'scoresV3_getManyV3'), fromV3)
  })

  it.each(['v3.225.4', 'v4.16.0-legacy', 'v4.16.0-dual'])('%s: v2/scores are the same as v3/scores', (server) => {
    const {data} = recorded(folder, server, 'scores_get-many') as {data: Row[]}
    const newer = (recorded(folder, server, 'scoresV3_getManyV3') as {data: Row[]}).data.map(fromV3)
    const pairs = shaped(data, fromV2).flatMap((one) => {
      const same = newer.find(({id}) => id === one.id)
      return same ? [[one, same]] : []
    })
    expect(pairs.length).toBeGreaterThan(0)
    for (const [one, same] of pairs) expect(one).toMatchObject({name: same?.name, value: same?.value})
  })
})

import {describe, expect, it} from 'vitest'
import type {Row} from '../../../../src/api/json/object.js'
import {fromV1, fromV2, mergedSpans} from '../../../../src/api/resources/observations/normalize.js'
import * as shapes from '../../../../src/api/variants/canonical.js'
import {recordingFolders} from '../../../sandbox/replay.js'
import {recordedRows} from '../../recorded.js'

const BARE = {id: 'o', type: 'SPAN', startTime: '2026-11-21T00:00:00.000Z'}
const KEYS = Object.keys(shapes.observation.shape).sort()

describe('an observation', () => {
  it.each([
    ['older', fromV1(BARE)],
    ['newer', fromV2(BARE, false)],
  ])('of which a server of the %s version says nothing has all keys, null', (_, row) => {
    expect(Object.keys(row).sort()).toEqual(KEYS)
    expect(shapes.observation.safeParse(row).error).toBeUndefined()
    const {id: _id, type: _type, startTime: _start, ...others} = row
    expect(new Set(Object.values(others))).toEqual(new Set([null]))
  })

  it.each([
    ['older', fromV1({...BARE, name: '', statusMessage: '', environment: '', extra: 0})],
    ['newer', fromV2({...BARE, name: '', statusMessage: '', environment: '', extra: 0}, false)],
  ])('of the %s version has null for "", and keeps what nobody knows', (_, row) => {
    expect(row).toMatchObject({name: null, statusMessage: null, environment: null, extra: 0})
  })
})

describe('of the older version', () => {
  it('takes user and session from its trace, where it has none', () => {
    expect(fromV1(BARE, {userId: 'u', sessionId: 's'})).toMatchObject({userId: 'u', sessionId: 's'})
    expect(fromV1({...BARE, userId: 'own'}, {userId: 'u', sessionId: ''})).toMatchObject({
      userId: 'own',
      sessionId: null,
    })
  })

  it.each([
    [{costDetails: {}, calculatedTotalCost: 0}, null],
    [{costDetails: null, calculatedTotalCost: 0}, null],
    [{costDetails: {total: 0}, calculatedTotalCost: 0}, 0],
    [{costDetails: {total: 1}, calculatedTotalCost: '1.5'}, 1.5],
  ])('has the cost of %j', (given, cost) => {
    expect(fromV1({...BARE, ...given}).totalCost).toBe(cost)
  })

  it.each([
    [{totalPrice: 0, inputPrice: 0.1, modelId: 'm'}, null],
    [{totalPrice: 0, outputPrice: '0.1', modelId: 'm'}, null],
    [{totalPrice: 0, inputPrice: 0, outputPrice: 0, modelId: 'm'}, 0],
    [{totalPrice: 0.5, inputPrice: 0.1, modelId: null}, 0.5],
  ])('has the total price of %j', (given, price) => {
    expect(fromV1({...BARE, ...given}).totalPrice).toBe(price)
  })

  it.each([
    [{inputPrice: 0, modelId: null}, null],
    [{inputPrice: 0, modelId: 'm'}, 0],
    [{inputPrice: '0.25', modelId: null}, 0.25],
    [{inputPrice: 'much', modelId: 'm'}, 'much'],
  ])('has the price of %j', (given, price) => {
    expect(fromV1({...BARE, ...given}).inputPrice).toBe(price)
  })
})

describe('of the newer version', () => {
  it.each([
    [{providedModelName: 'gpt'}, 'gpt'],
    [{model: 'gpt'}, 'gpt'],
    [{providedModelName: 'gpt', model: 'other'}, 'gpt'],
    [{model: ''}, null],
  ])('reads the model of %j under either name', (given, model) => {
    expect(fromV2({...BARE, ...given}, false).model).toBe(model)
  })

  it.each([
    [{costDetails: {}, totalCost: 0}, null],
    [{costDetails: {total: 0}, totalCost: 0}, 0],
  ])('has the cost of %j', (given, cost) => {
    expect(fromV2({...BARE, ...given}, false).totalCost).toBe(cost)
  })

  it.each([
    ['{"a":[1]}', {a: [1]}, '{"a":[1]}'],
    ['12', 12, '12'],
    ['"x"', 'x', '"x"'],
    ['null', null, 'null'],
    ['plain {', 'plain {', 'plain {'],
    ['', null, ''],
    [null, null, null],
    [undefined, null, null],
    [{a: 1}, {a: 1}, {a: 1}],
  ])('reads the input %j as %j, raw %j', (input, parsed, raw) => {
    expect(fromV2({...BARE, input, output: input}, false)).toMatchObject({input: parsed, output: parsed})
    expect(fromV2({...BARE, input, output: input}, true)).toMatchObject({input: raw, output: raw})
  })

  it('has the model as the program gave it, and numbers for prices that come as text', () => {
    const row = {...BARE, providedModelName: 'gpt', modelParameters: '{"t":1}', inputPrice: '0.5', totalCost: 2}
    expect(fromV2(row, true)).toMatchObject({model: 'gpt', modelParameters: {t: 1}, inputPrice: 0.5, totalCost: 2})
  })
})

describe('a span that came twice', () => {
  const span = (id: string, updatedAt?: string, more: Row = {}) => ({...BARE, id, traceId: 't', updatedAt, ...more})

  it('stands once, the newer row', () => {
    const merged = mergedSpans()
    expect(merged([span('a', '1'), span('a', '2'), span('b', '2'), span('b', '1')])).toEqual([
      span('a', '2'),
      span('b', '2'),
    ])
  })

  it('stands once across pages', () => {
    const merged = mergedSpans()
    expect(merged([span('a')])).toEqual([span('a')])
    expect(merged([])).toEqual([])
    expect(merged([span('a'), span('b')])).toEqual([span('b')])
    expect(merged([span('a')])).toEqual([span('a')])
  })

  it('stands once across pages, however often it came', () => {
    const merged = mergedSpans()
    merged([span('a')])
    expect(merged([span('a'), span('a'), span('b')])).toEqual([span('b')])
  })

  it('is another one at another time, or in another trace', () => {
    const rows = [span('a'), span('a', undefined, {startTime: 'later'}), span('a', undefined, {traceId: 'u'})]
    expect(mergedSpans()(rows)).toEqual(rows)
  })
})

describe.each(recordingFolders)('what four servers answered, in %s', (folder) => {
  const v1 = ['v3.225.4', 'v4.16.0-dual', 'v4.16.0-legacy'].map(
    (server) => [server, 'legacy_observationsV1_getMany', fromV1] as const,
  )
  const v2 = ['v4.16.0', 'v4.16.0-dual', 'v4.16.0-legacy'].map(
    (server) => [server, 'observations_getMany', (row: Row) => fromV2(row, false)] as const,
  )

  it.each([...v1, ...v2])('%s, %s: all rows are in the one shape, nothing empty', (server, operation, normalize) => {
    const rows = recordedRows(folder, server, operation)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      const shaped = normalize(row)
      expect(shapes.observation.safeParse(shaped).error).toBeUndefined()
      expect(KEYS.filter((key) => !(key in shaped) || shaped[key] === '' || shaped[key] === -1)).toEqual([])
      expect(Object.keys(row).filter((key) => !(key in shaped))).toEqual([])
    }
  })
})

import {beforeEach, describe, expect, it} from 'vitest'
import {seedHardTraces} from '../../sandbox/seeds/hard-traces.js'
import type {Sandbox} from '../../sandbox/server.js'
import {call, rows, start} from './client.js'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start({mode: '4-dual'})
  seedHardTraces(sandbox.store)
})

const whole = {fromTimestamp: '2026-11-10T00:00:00Z', toTimestamp: '2026-11-14T00:00:00Z'}
const ask = (route: string, query: object) =>
  call(sandbox, `GET ${route}?query=${encodeURIComponent(JSON.stringify({...whole, ...query}))}`)
const metric = (measure: string, aggregation: string) => ({measure, aggregation})
const equals = (column: string, value: string) => ({type: 'string', column, operator: '=', value})

describe('metrics of traces', () => {
  it('are counted by server version 3 alone', async () => {
    const query = {
      view: 'traces',
      dimensions: [{field: 'sessionId'}],
      metrics: ['count', 'observationsCount', 'scoresCount', 'totalTokens'].map((name) => metric(name, 'sum')),
      filters: [{type: 'stringOptions', column: 'userId', operator: 'any of', value: ['anna', 'dora']}],
      orderBy: [{field: 'sum_totalTokens', direction: 'desc'}],
    }
    expect(rows(await ask('/metrics', query))).toEqual([
      {sessionId: 'chat-1', sum_count: 2, sum_observationsCount: 6, sum_scoresCount: 5, sum_totalTokens: 150},
      {sessionId: 'chat-3', sum_count: 4, sum_observationsCount: 7, sum_scoresCount: 0, sum_totalTokens: 96},
    ])
    const refused = await ask('/v2/metrics', query)
    expect([refused.status, refused.body]).toMatchObject([400, {error: [{path: ['query', 'view']}]}])
  })

  it('come out the same by server version 4, but for what was sent twice', async () => {
    const filters = [equals('traceName', 'turn')]
    const old = {view: 'traces', metrics: [metric('totalCost', 'sum'), metric('count', 'count')]}
    const [before] = rows(await ask('/metrics', {...old, filters: [equals('name', 'turn')]}))
    const fresh = {view: 'observations', metrics: [metric('totalCost', 'sum'), metric('traceId', 'uniq')], filters}
    const [after] = rows(await ask('/v2/metrics', fresh))
    expect(before).toEqual({sum_totalCost: 0.06, count_count: 3})
    expect(after).toEqual({sum_totalCost: 0.06, uniq_traceId: 3})
    const doubled = {...fresh, filters: [equals('traceName', 'retried')]}
    expect(rows(await ask('/v2/metrics', doubled))).toEqual([{sum_totalCost: 0.006, uniq_traceId: 1}])
  })
})

describe('metrics of observations', () => {
  it('are aggregated', async () => {
    const aggregations = ['sum', 'avg', 'count', 'max', 'min', 'p50', 'p95', 'uniq']
    const query = {
      view: 'observations',
      dimensions: [{field: 'type'}],
      metrics: aggregations.map((name) => metric('latency', name)),
      filters: [equals('traceId', 'plain')],
    }
    const found = rows(await ask('/v2/metrics', {...query, dimensions: [], metrics: query.metrics}))
    expect(found).toEqual([
      {
        sum_latency: 7000,
        avg_latency: 7000 / 3,
        count_latency: 3,
        max_latency: 4000,
        min_latency: 1000,
        p50_latency: 2000,
        p95_latency: 3800,
        uniq_latency: 3,
      },
    ])
    expect(rows(await ask('/metrics', query)).map(({type}) => type)).toEqual(['AGENT', 'GENERATION', 'TOOL'])
  })

  it('are laid out in time, empty days too', async () => {
    const query = {view: 'observations', metrics: [metric('totalCost', 'sum')], timeDimension: {granularity: 'day'}}
    const filters = [equals('traceName', 'turn')]
    expect(rows(await ask('/v2/metrics', {...query, filters}))).toEqual([
      {time_dimension: '2026-11-10', sum_totalCost: null},
      {time_dimension: '2026-11-11', sum_totalCost: 0.01},
      {time_dimension: '2026-11-12', sum_totalCost: 0.02},
      {time_dimension: '2026-11-13', sum_totalCost: 0.03},
    ])
  })

  it('want a limit and an order where there are many values', async () => {
    const query = {view: 'observations', dimensions: [{field: 'sessionId'}], metrics: [metric('count', 'count')]}
    expect((await ask('/v2/metrics', query)).body.message).toMatch(/^High cardinality dimension\(s\) 'sessionId'/)
    const orderBy = [{field: 'count_count', direction: 'desc'}]
    const found = rows(await ask('/v2/metrics', {...query, orderBy, config: {row_limit: 2}}))
    expect(found).toEqual([
      {sessionId: 'chat-3', count_count: 8},
      {sessionId: '', count_count: 8},
    ])
    expect(rows(await ask('/metrics', query))).toHaveLength(4)
  })

  it('are cut at 100 rows by the newer route', async () => {
    const query = {view: 'observations', metrics: [metric('count', 'count')], timeDimension: {granularity: 'minute'}}
    expect(rows(await ask('/v2/metrics', query))).toHaveLength(100)
    expect(rows(await ask('/metrics', query))).toHaveLength(4 * 24 * 60)
    expect(rows(await ask('/v2/metrics', {...query, config: {row_limit: 300}}))).toHaveLength(300)
  })
})

describe('metrics of scores', () => {
  it('have values', async () => {
    const query = {view: 'scores-numeric', dimensions: [{field: 'name'}], metrics: [metric('value', 'avg')]}
    const numbers = rows(await ask('/v2/metrics', {...query, filters: [equals('dataType', 'NUMERIC')]}))
    expect(numbers).toMatchObject([{name: 'satisfaction', avg_value: 4}, {name: 'average'}, {name: 'accuracy'}])
    const words = {
      view: 'scores-categorical',
      dimensions: [{field: 'stringValue'}],
      metrics: [metric('count', 'count')],
    }
    expect(rows(await ask('/v2/metrics', words))).toHaveLength(2)
  })
})

import {beforeEach, describe, expect, it} from 'vitest'
import {models} from '../../sandbox/resources/models.js'
import type {Sandbox} from '../../sandbox/server.js'
import {putObservation, putTrace} from '../../sandbox/store/traces.js'
import {call, filter, rows, start} from './client.js'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start()
  const {store} = sandbox
  const time = (hour: number) => `2026-11-20T0${hour}:00:00.000Z`
  putTrace(store, {id: 'a', name: 'first', timestamp: time(1), tags: ['x', 'y'], userId: 'u', sessionId: 's/1'})
  putTrace(store, {id: 'b', name: 'second', timestamp: time(2), tags: ['x'], environment: 'prod', sessionId: 's/1'})
  putTrace(store, {id: 'c', name: 'third', timestamp: time(3)})
  putObservation(store, {id: 'o1', traceId: 'a', startTime: time(1), endTime: time(2), type: 'SPAN'})
  putObservation(store, {
    id: 'o2',
    traceId: 'a',
    startTime: '2026-11-20T01:30:00Z',
    type: 'GENERATION',
    parentObservationId: 'o1',
    costDetails: {total: 0.5},
  })
})

async function ids(path: string): Promise<unknown[]> {
  return rows(await call(sandbox, `GET ${path}`)).map(({id}) => id)
}

describe('traces', () => {
  it.each([
    ['', ['c', 'b', 'a']],
    ['?limit=2&page=2', ['a']],
    ['?orderBy=name.asc', ['a', 'b', 'c']],
    ['?tags=x', ['b', 'a']],
    ['?tags=x&tags=y', ['a']],
    ['?environment=prod,default', ['c', 'b', 'a']],
    ['?environment=prod', ['b']],
    ['?fromTimestamp=2026-11-20T02:00Z&toTimestamp=2026-11-20T03:00:00Z', ['b']],
    ['?userId=u&sessionId=s%2F1', ['a']],
    [`?${filter({type: 'arrayOptions', column: 'tags', operator: 'none of', value: ['y']})}`, ['c', 'b']],
    [`?${filter({type: 'string', column: 'name', operator: 'contains', value: 'ir'})}`, ['c', 'a']],
  ])('list %s', async (query, expected) => {
    expect(await ids(`/traces${query}`)).toEqual(expected)
  })

  it('know cost, latency and what belongs to them', async () => {
    const {body} = await call(sandbox, 'GET /traces/a')
    expect(body).toMatchObject({totalCost: 0.5, latency: 3600, observations: [{id: 'o1'}, {id: 'o2'}], scores: []})
    expect((await call(sandbox, 'GET /traces/a?fields=core')).body).toMatchObject({totalCost: -1, observations: []})
  })

  it('go with their observations', async () => {
    expect((await call(sandbox, 'DELETE /traces', {traceIds: ['a', 'unknown']})).status).toBe(200)
    expect(await ids('/traces')).toEqual(['c', 'b'])
    expect(await ids('/observations')).toEqual([])
    expect((await call(sandbox, 'DELETE /traces/b')).status).toBe(200)
    expect(await ids('/traces')).toEqual(['c'])
    expect((await call(sandbox, 'DELETE /traces', {traceIds: ['c'], more: 1})).status).toBe(400)
  })
})

describe('observations and sessions', () => {
  it.each([
    ['/observations', ['o2', 'o1']],
    ['/observations?type=GENERATION&parentObservationId=o1', ['o2']],
    ['/observations?userId=u&toStartTime=2026-11-20T01:30:00Z', ['o1']],
    ['/observations?userId=nobody', []],
    ['/sessions', ['s/1']],
    ['/sessions?environment=default', ['s/1']],
    ['/sessions?environment=prod,default', []],
  ])('list %s', async (path, expected) => {
    expect(await ids(path)).toEqual(expected)
  })

  it('are there by their ids', async () => {
    expect((await call(sandbox, 'GET /observations/o2')).body).toMatchObject({calculatedTotalCost: 0.5, latency: null})
    expect((await call(sandbox, 'GET /sessions/s%2F1')).body).toMatchObject({traces: [{id: 'a'}, {id: 'b'}]})
  })
})

describe('models', () => {
  const body = {modelName: 'm', matchPattern: 'm', unit: 'TOKENS', totalPrice: 1}

  it('keep those of the server, and refuse a name twice', async () => {
    const managed = models.create(sandbox.store, {...body, modelName: 'gpt'}, 'managed')
    managed.isLangfuseManaged = true
    const {body: made} = await call(sandbox, 'POST /models', body)
    expect((await call(sandbox, 'POST /models', body)).status).toBe(400)
    expect(await ids('/models')).toEqual(['managed', made.id])
    expect((await call(sandbox, 'DELETE /models/managed')).status).toBe(404)
    expect((await call(sandbox, `DELETE /models/${made.id}`)).status).toBe(200)
    expect(await ids('/models')).toEqual(['managed'])
    expect((await call(sandbox, 'PUT /models/managed', body)).status).toBe(405)
  })
})

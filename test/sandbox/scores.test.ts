import {beforeEach, describe, expect, it} from 'vitest'
import type {Sandbox} from '../../sandbox/server.js'
import {call, rows, start} from './client.js'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start()
})

const api = (operation: string, body?: unknown) => call(sandbox, operation, body)
const score = (body: object) => api('POST /scores', {name: 'n', traceId: 't', ...body})
const values = async (query = '') => rows(await api(`GET /v3/scores${query}`)).map(({value}) => value)

describe('scores', () => {
  it('that do not fit their config are accepted and dropped', async () => {
    const {id} = (await api('POST /score-configs', {name: 'num', dataType: 'NUMERIC', minValue: 0, maxValue: 1})).body
    for (const value of [0.5, 5, 'x']) expect((await score({value, configId: id})).status).toBe(200)
    expect((await score({value: 1, configId: 'nope'})).status).toBe(200)
    expect(rows(await api('GET /v3/scores'))).toMatchObject([{name: 'num', value: 0.5}])
    await api(`PATCH /score-configs/${id}`, {isArchived: true})
    await score({value: 0.7, configId: id})
    expect(await values()).toEqual([0.5])
  })

  it('are replaced by their id, and go with it', async () => {
    await score({id: 'a', value: 1})
    await score({id: 'a', value: 2})
    expect(await values('?id=a,b')).toEqual([2])
    expect((await api('DELETE /scores/a')).status).toBe(202)
    expect(await values()).toEqual([])
  })

  it('come newest first, page by page, with the kind of value that they have', async () => {
    sandbox.store.clock = () => Date.parse('2026-01-01T00:00:00Z') + sandbox.store.scores.size * 1000
    await score({value: 1, dataType: 'BOOLEAN'})
    await score({value: 'good', observationId: 'o'})
    await score({name: 'output', value: 'better', dataType: 'CORRECTION'})
    const first = await api('GET /v3/scores?limit=2&fields=subject')
    expect(rows(first)).toMatchObject([
      {dataType: 'CORRECTION', value: 'better', subject: {kind: 'trace', id: 't'}},
      {dataType: 'CATEGORICAL', value: 'good', subject: {kind: 'observation', id: 'o', traceId: 't'}},
    ])
    const {cursor} = first.body.meta as {cursor: string}
    const second = await api(`GET /v3/scores?limit=2&cursor=${cursor}`)
    expect(second.body.meta).toEqual({limit: 2})
    expect(rows(second).map(({value}) => value)).toEqual([true])
    expect(rows(await api('GET /v2/scores'))).toMatchObject([
      {value: 0, stringValue: 'better'},
      {value: 0, stringValue: 'good'},
      {value: 1, stringValue: 'True'},
    ])
  })

  it('of the older route are gone in 4-events-only', async () => {
    const newer = await start({mode: '4-events-only'})
    const answer = await call(newer, 'GET /v2/scores')
    expect([answer.status, answer.body.message]).toEqual([404, expect.stringContaining('events_only')])
  })
})

describe('queues', () => {
  it('keep the time of completion', async () => {
    const {id} = (await api('POST /score-configs', {name: 'b', dataType: 'BOOLEAN'})).body
    const queue = (await api('POST /annotation-queues', {name: 'q', scoreConfigIds: [id]})).body
    const route = `/annotation-queues/${queue.id}/items`
    const item = (await api(`POST ${route}`, {objectType: 'TRACE', objectId: 'nope'})).body
    const done = (await api(`PATCH ${route}/${item.id}`, {status: 'COMPLETED'})).body
    expect(done.completedAt).toEqual(expect.any(String))
    const again = (await api(`PATCH ${route}/${item.id}`, {status: 'PENDING'})).body
    expect(again).toMatchObject({status: 'PENDING', completedAt: done.completedAt})
  })
})

describe('comments', () => {
  it('need something to be about', async () => {
    const prompt = (await api('POST /v2/prompts', {name: 'p', prompt: 'x'})).body
    const comment = (objectType: string, objectId: unknown) =>
      api('POST /comments', {projectId: 'x', content: ' c ', objectType, objectId})
    expect((await comment('PROMPT', prompt.id)).status).toBe(200)
    expect((await comment('PROMPT', 'p')).status).toBe(404)
    expect(rows(await api('GET /comments'))).toMatchObject([{content: 'c', projectId: 'lf-test-project'}])
  })
})

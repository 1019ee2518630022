import {beforeEach, describe, expect, it} from 'vitest'
import {activeItems} from '../../sandbox/resources/datasets/item-states.js'
import {seedDemo, seedItems} from '../../sandbox/seeds/seed.js'
import type {Sandbox} from '../../sandbox/server.js'
import {putObservation} from '../../sandbox/store/traces.js'
import {call, rows, start} from './client.js'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start()
})

const api = (operation: string, body?: unknown) => call(sandbox, operation, body)

describe('datasets', () => {
  it('decode names in paths twice, and only there', async () => {
    for (const name of ['100%', 'a/b', 'x%2Fy']) await api('POST /v2/datasets', {name})
    expect((await api('GET /v2/datasets/100%25')).body).toEqual({
      message: 'Internal Server Error',
      error: 'URI malformed',
    })
    expect((await api('GET /v2/datasets/100%2525')).body.name).toBe('100%')
    expect((await api('GET /v2/datasets/a%2Fb')).body.name).toBe('a/b')
    expect((await api('GET /v2/datasets/x%252Fy')).status).toBe(404)
    expect((await api('GET /v2/datasets/x%25252Fy')).body.name).toBe('x%2Fy')
    expect((await api('GET /datasets/100%25/runs/r')).status).toBe(500)
    expect((await api('GET /dataset-items?datasetName=100%25')).status).toBe(200)
    await api('POST /v2/prompts', {name: '100%', prompt: 'x', labels: ['production']})
    expect((await api('GET /v2/prompts/100%25')).body.name).toBe('100%')
  })

  it('are changed by creating them again', async () => {
    const first = (await api('POST /v2/datasets', {name: 'd', description: 'old', metadata: {a: 1}})).body
    await api('POST /dataset-items', {datasetName: 'd', input: {n: 1}})
    const second = (await api('POST /v2/datasets', {name: 'd', description: null, metadata: {b: 2}})).body
    expect(second).toMatchObject({id: first.id, description: 'old', metadata: {b: 2}})
    const inputSchema = {type: 'object', required: ['q']}
    expect((await api('POST /v2/datasets', {name: 'd', inputSchema})).status).toBe(400)
    await api('POST /v2/datasets', {name: 'e', inputSchema})
    const refused = await api('POST /dataset-items', {datasetName: 'e', input: {}})
    expect(refused.body.message).toMatch(/^Dataset item validation failed: /)
  })
})

describe('pages', () => {
  it('have limits which are not bent', async () => {
    for (const name of ['a', 'b', 'c']) await api('POST /v2/datasets', {name})
    const size = await api('GET /v2/datasets?limit=101')
    expect(size.body).toMatchObject({message: 'Invalid request data', error: [{code: 'too_big', maximum: 100}]})
    expect((await api('GET /v2/datasets?page=0')).body).toMatchObject({error: [{minimum: 0, inclusive: false}]})
    expect((await api('GET /v2/prompts?page=0')).body).toMatchObject({error: [{minimum: 1, inclusive: true}]})
    const second = await api('GET /v2/datasets?limit=2&page=2&unknown=1')
    expect(rows(second).map(({name}) => name)).toEqual(['a'])
    expect(second.body.meta).toEqual({page: 2, limit: 2, totalItems: 3, totalPages: 2})
    expect((await api('GET /v2/datasets?page=9&limit=')).body).toMatchObject({data: [], meta: {page: 9, limit: 50}})
    expect(Object.keys((await api('GET /v2/prompts')).body)).toEqual(['data', 'meta', 'pagination'])
  })
})

describe('items', () => {
  const ids = async (query = '') => rows(await api(`GET /dataset-items?datasetName=d${query}`)).map(({id}) => id)
  const at = async (date: string, body: unknown) => {
    sandbox.store.clock = () => Date.parse(date)
    return (await api('POST /dataset-items', body)).body
  }

  it('keep what a later write leaves out, and come first then', async () => {
    await api('POST /v2/datasets', {name: 'd'})
    await api('POST /dataset-items', {datasetName: 'd', id: 'a', input: 1, expectedOutput: 2, metadata: {m: 1}})
    await api('POST /dataset-items', {datasetName: 'd', id: 'b', input: 1, expectedOutput: ''})
    expect(await ids()).toEqual(['b', 'a'])
    const changed = (await api('POST /dataset-items', {datasetName: 'd', id: 'a', input: 3, metadata: null})).body
    expect(changed).toMatchObject({input: 3, expectedOutput: 2, metadata: {m: 1}})
    expect(await ids()).toEqual(['a', 'b'])
    await api('POST /v2/datasets', {name: 'other'})
    expect((await api('POST /dataset-items', {datasetName: 'other', id: 'a', input: 1})).status).toBe(409)
    expect((await api('GET /dataset-items/b')).body.expectedOutput).toBeNull()
  })

  it('can be read as they were', async () => {
    sandbox.store.clock = () => Date.parse('2025-01-01T00:00:00Z')
    await api('POST /v2/datasets', {name: 'd'})
    await at('2025-01-01T00:00:00Z', {datasetName: 'd', id: 'a', input: 'old'})
    await at('2025-01-02T00:00:00Z', {datasetName: 'd', id: 'b', input: 'b'})
    await at('2025-01-03T00:00:00Z', {datasetName: 'd', id: 'a', input: 'new'})
    await at('2025-01-04T00:00:00Z', {datasetName: 'd', id: 'b', status: 'ARCHIVED'})
    expect((await api('DELETE /dataset-items/a')).status).toBe(200)
    expect(await ids()).toEqual([])
    expect(await ids('&version=2025-01-03T12:00:00Z')).toEqual(['a', 'b'])
    const past = await api('GET /dataset-items?datasetName=d&version=2025-01-02T12:00:00Z')
    expect(rows(past).map(({input}) => input)).toEqual(['b', 'old'])
    expect((await api('GET /dataset-items/a')).status).toBe(404)
    expect((await api('GET /dataset-items/b')).body.status).toBe('ARCHIVED')
  })

  it('are made in great numbers', async () => {
    seedItems(sandbox.store, 'd', 100_000)
    const page = await api('GET /dataset-items?datasetName=d&limit=10&page=8000')
    expect(page.body).toMatchObject({meta: {totalItems: 100_000, totalPages: 10_000}})
    expect(rows(page)[0]?.id).toBe('d-20010')
  })
})

describe('runs', () => {
  it('list one trace for each item, and go as a whole', async () => {
    await api('POST /v2/datasets', {name: 'd 1'})
    await api('POST /dataset-items', {datasetName: 'd 1', id: 'a', input: 1})
    putObservation(sandbox.store, {id: 'o', traceId: 'trace-of-o'})
    await api('POST /dataset-run-items', {runName: 'r%', datasetItemId: 'a', traceId: 'x'})
    const linked = await api('POST /dataset-run-items', {runName: 'r%', datasetItemId: 'a', observationId: 'o'})
    expect(linked.body.traceId).toBe('trace-of-o')
    const run = await api('GET /datasets/d%201/runs/r%2525')
    expect(run.body.datasetRunItems).toEqual([expect.objectContaining({traceId: 'trace-of-o'})])
    const extra = await api('POST /dataset-run-items', {runName: 'r', datasetItemId: 'a', traceId: 'x', typo: 1})
    expect(extra.body).toMatchObject({error: [{code: 'unrecognized_keys'}]})
    await api('POST /dataset-items', {datasetName: 'd 1', id: 'a', status: 'ARCHIVED'})
    const archived = await api('POST /dataset-run-items', {runName: 'r', datasetItemId: 'a', traceId: 'x'})
    expect(archived.body.message).toBe('Dataset item not found')
    expect((await api('DELETE /datasets/d%201/runs/r%2525')).status).toBe(200)
    expect((await api('GET /datasets/d%201/runs')).body).toMatchObject({data: [], meta: {totalItems: 0}})
  })

  it('are not stored in 4-events-only, though the answer looks like it', async () => {
    const newer = await start({mode: '4-events-only'})
    await call(newer, 'POST /v2/datasets', {name: 'd'})
    await call(newer, 'POST /dataset-items', {datasetName: 'd', id: 'a', input: 1})
    const link = () => call(newer, 'POST /dataset-run-items', {runName: 'r', datasetItemId: 'a', traceId: 't'})
    const [first, second] = [await link(), await link()]
    expect(first.body.datasetRunId).toMatch(/^[0-9a-f]{16}$/)
    expect(second.body.datasetRunId).toBe(first.body.datasetRunId)
    expect(newer.store.datasets.get('d')?.runs.size).toBe(0)
  })
})

describe('the demo project', () => {
  it('is as large as promised, and the same in every run', async () => {
    seedDemo(sandbox.store)
    expect(sandbox.store.prompts.size).toBe(30)
    expect([...sandbox.store.datasets.values()].map(({id}) => activeItems(sandbox.store, id).length)).toEqual([
      38, 7, 12_000,
    ])
    for (const name of sandbox.store.prompts.keys()) {
      expect((await api(`GET /v2/prompts/${encodeURIComponent(name)}`)).status).toBe(200)
    }
    const [last] = rows(await api('GET /dataset-items?datasetName=production-sample&limit=1'))
    expect(last).toMatchObject({id: 'production-sample-12000', createdAt: '2025-04-06T09:00:00.000Z'})
  })
})

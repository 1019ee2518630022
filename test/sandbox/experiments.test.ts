import {beforeEach, describe, expect, it} from 'vitest'
import {seedHardTraces} from '../../sandbox/seeds/hard-traces.js'
import type {Sandbox} from '../../sandbox/server.js'
import {call, filter, rows, start} from './client.js'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await start({mode: '4-dual'})
  seedHardTraces(sandbox.store)
})

const from = 'fromStartTime=1970-01-01T00:00:00Z'
const get = (path: string) => call(sandbox, `GET ${path}`)
const named = (value: string) => filter({type: 'string', column: 'name', operator: '=', value})

describe('experiments', () => {
  it('are the runs of server version 3', async () => {
    const runs = rows(await get('/datasets/hard%2Fquestions/runs'))
    const [dataset] = [sandbox.store.datasets.get('hard/questions')?.id]
    const found = rows(await get(`/experiments?${from}&datasetId=${dataset}&fields=core,metadata,scores`))
    expect(found.map(({id, name}) => [id, name])).toEqual(runs.map(({id, name}) => [id, name]))
    expect(found.map(({itemCount}) => itemCount)).toEqual([2, 3])
    expect(found[1]).toMatchObject({
      startTime: '2026-11-10T11:00:00.000Z',
      endTime: '2026-11-10T11:00:22.000Z',
      metadata: {dataset: 'hard/questions', try: '1'},
      scores: [{name: 'average', value: 0.75, subject: {kind: 'experiment', id: found[1]?.id}}],
    })
  })

  it('may share a name across datasets', async () => {
    expect(rows(await get(`/experiments?${from}&name=baseline`))).toHaveLength(2)
    expect(rows(await get(`/experiments?${from}&${named('baseline')}`))).toHaveLength(2)
    expect(rows(await get(`/experiments?${from}&${named('candidate 50%')}`))).toHaveLength(1)
    expect((await get(`/experiments?${from}&fields=bogus`)).status).toBe(400)
    expect((await get('/experiments')).status).toBe(400)
  })

  it('list their items page by page', async () => {
    const [run] = rows(await get(`/experiments?${from}&name=baseline&fields=core`)).slice(-1)
    const first = await get(`/experiment-items?${from}&experimentId=${run?.id}&limit=2&fields=core,io,scores`)
    expect(rows(first)).toMatchObject([
      {id: 'run-1-q-3-root', experimentItemId: 'q-3', input: '{"question":"q-3"}', expectedOutput: '{"answer":"q-3"}'},
      {id: 'run-1-q-2-root', traceId: 'run-1-q-2', scores: []},
    ])
    const {cursor} = first.body.meta as {cursor: string}
    const second = await get(
      `/experiment-items?${from}&experimentId=${run?.id}&limit=2&fields=core,scores&cursor=${cursor}`,
    )
    expect(second.body.meta).toEqual({})
    expect(rows(second)).toMatchObject([{id: 'run-1-q-1-root', scores: [{name: 'accuracy', value: 0.5}]}])
    expect((await get(`/experiment-items?${from}&cursor=x`)).status).toBe(400)
  })

  it('have no items while the new reads lag', async () => {
    const lagging = await start({mode: '4-dual', lag: true})
    seedHardTraces(lagging.store)
    expect(rows(await call(lagging, `GET /experiments?${from}`))).toEqual([])
  })
})

import {describe, expect, it} from 'vitest'
import {MODES} from '../../sandbox/http/modes.js'
import {seedHardTraces} from '../../sandbox/seeds/hard-traces.js'
import {seedManyTraces} from '../../sandbox/seeds/many-traces.js'
import type {Sandbox} from '../../sandbox/server.js'
import {call, filter, rows, start} from './client.js'

/** All pages of a list with cursors. */
async function walk(sandbox: Sandbox, path: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = []
  for (let cursor = ''; ; ) {
    const page = await call(sandbox, `GET ${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    found.push(...rows(page))
    cursor = (page.body.meta as {cursor?: string}).cursor ?? ''
    if (cursor === '') return found
  }
}

const versions = {'3': '3.225.4', '4-legacy': '4.16.0', '4-dual': '4.16.0', '4-events-only': '4.16.0'}

describe.each(MODES)('mode %s', (mode) => {
  it('answers what such servers answer', async () => {
    const sandbox = await start({mode})
    seedHardTraces(sandbox.store)
    const ask = async (path: string) => {
      const {status, body} = await call(sandbox, `GET ${path}`)
      return status === 200 ? ((body.data as unknown[]) ?? []).length : status
    }
    const old = mode === '4-events-only' ? [404, 404, 404, 404, 404] : [15, 24, 3, 11, 3]
    const paths = ['/traces', '/observations', '/sessions', '/v2/scores']
    const id = sandbox.store.datasets.get('hard/questions')?.id
    const found = await Promise.all(paths.map(ask))
    expect([...found, await ask(`/dataset-run-items?datasetId=${id}&runName=baseline`)]).toEqual(old)
    expect(await ask('/v3/scores')).toBe(11)
    const fresh = {'3': 404, '4-legacy': 0, '4-dual': 25, '4-events-only': 25}
    expect(await ask('/v2/observations')).toBe(fresh[mode])
    expect((await call(sandbox, 'GET /health')).body.version).toBe(versions[mode])
  })
})

describe('v2/observations', () => {
  it('is refused in mode 3 after the key and the query were checked', async () => {
    const sandbox = await start({})
    expect((await call(sandbox, 'GET /v2/observations', undefined, {authorization: ''})).status).toBe(401)
    expect((await call(sandbox, 'GET /v2/observations?limit=1001')).status).toBe(400)
    expect((await call(sandbox, 'GET /v2/observations')).body).toEqual({
      message:
        'The observations v2 API is only available in a Langfuse v4 write mode. Learn more at: https://langfuse.com/docs/v4',
      error: 'LangfuseNotFoundError',
    })
  })

  it('lags in dual mode when it is told to, and is stale in legacy mode', async () => {
    for (const options of [{mode: '4-dual', lag: true}, {mode: '4-legacy'}] as const) {
      const sandbox = await start(options)
      seedHardTraces(sandbox.store)
      sandbox.store.staleTraceIds.add('two-roots')
      const ids = rows(await call(sandbox, 'GET /v2/observations')).map(({id}) => id)
      expect(ids).toEqual(['root-two-child', 'root-two', 'root-one'])
      expect(rows(await call(sandbox, 'GET /traces'))).toHaveLength(15)
    }
  })

  it.each([
    ['traceId=plain', ['plain-tool', 'plain-model', 'plain-root']],
    ['traceId=plain&isRootObservation=true', ['plain-root']],
    ['traceId=two-roots&isRootObservation=true', ['root-two', 'root-one']],
    ['traceId=lost-root&isRootObservation=true', []],
    ['userId=carla', ['telling-child']],
    ['traceId=child-attributes', ['telling-child', 'bare-root']],
    ['traceId=sent-twice', ['doubled-root', 'doubled-root']],
    ['name=plain-model&release=nope&orderBy=name', ['plain-model']],
    ['level=ERROR', ['plain-tool']],
    [
      'type=GENERATION&fromStartTime=2026-11-10T09:00:00Z&toStartTime=2026-11-10T09:02:00Z',
      ['root-two-child', 'plain-model'],
    ],
    [
      filter({type: 'string', column: 'traceName', operator: '=', value: 'twice'}),
      ['root-two-child', 'root-two', 'root-one'],
    ],
    [
      filter({type: 'arrayOptions', column: 'traceTags', operator: 'all of', value: ['support', 'beta']}),
      ['plain-tool', 'plain-model', 'plain-root'],
    ],
    [filter({type: 'number', column: 'totalCost', operator: '>', value: 0.02}), ['turn-3-model']],
    [
      `${filter({type: 'null', column: 'sessionId', operator: 'is null', value: ''})}&traceId=child-attributes`,
      ['bare-root'],
    ],
    [
      `${filter({type: 'stringOptions', column: 'name', operator: 'any of', value: ['root-one']})}&name=ignored`,
      ['root-one'],
    ],
    [
      filter({type: 'stringObject', column: 'metadata', key: 'request.locale', operator: '=', value: 'de'}),
      ['plain-root'],
    ],
    [
      filter({type: 'datetime', column: 'startTime', operator: '>', value: '2026-11-13T00:00:00Z'}),
      ['turn-3-root', 'turn-3-model'],
    ],
  ])('?%s', async (query, expected) => {
    const sandbox = await start({mode: '4-events-only'})
    seedHardTraces(sandbox.store)
    expect(rows(await call(sandbox, `GET /v2/observations?${query}`)).map(({id}) => id)).toEqual(expected)
  })

  it.each([
    filter({type: 'string', column: 'errorCount', operator: '=', value: 'x'}),
    filter({type: 'number', column: 'name', operator: '=', value: 1}),
    'filter=%5B',
    'cursor=xxx',
    'parseIoAsJson=true',
    'fromStartTime=2026-11-10',
  ])('?%s is refused', async (query) => {
    const sandbox = await start({mode: '4-events-only'})
    expect((await call(sandbox, `GET /v2/observations?${query}`)).status).toBe(400)
  })

  it('shows the groups of fields that are asked for', async () => {
    const sandbox = await start({mode: '4-events-only'})
    seedHardTraces(sandbox.store)
    const one = async (fields: string) =>
      rows(await call(sandbox, `GET /v2/observations?traceId=plain&limit=1000${fields}`)) as Record<string, unknown>[]
    const [tool, model, root] = await one('')
    expect(tool).toMatchObject({statusMessage: 'order service: timeout', sessionId: 'chat-1', latency: 1})
    expect(model).toMatchObject({inputPrice: null, version: 'v1', timeToFirstToken: 0.5, isRootObservation: false})
    expect(root).not.toHaveProperty('metadata')
    const [, priced, cutRoot] = await one('&fields=core,model,usage,metadata,trace_context,bogus')
    expect(priced).toMatchObject({
      inputPrice: '0.0000025',
      totalCost: 0.0006,
      model: 'gpt-4o',
      traceName: 'answer',
    })
    expect(priced).not.toHaveProperty('name')
    expect(cutRoot?.metadata).toEqual({'request.id': 'r-1', 'request.locale': 'de', long: 'x'.repeat(200)})
    const [, , whole] = await one('&fields=io,metadata')
    expect(whole).toMatchObject({input: '{"question":"Where is my order?"}', metadata: {long: 'x'.repeat(300)}})
  })

  it('gives 25,000 rows page by page, each of them once', async () => {
    const sandbox = await start({mode: '4-dual'})
    seedManyTraces(sandbox.store, 25_000)
    const found = await walk(sandbox, '/v2/observations?limit=997')
    expect(new Set(found.map(({id}) => id)).size).toBe(25_000)
    const times = found.map(({startTime}) => String(startTime))
    expect(times).toEqual([...times].sort().reverse())
    const last = await call(sandbox, 'GET /traces?limit=100&page=250')
    expect(rows(last).at(-1)?.timestamp).toBe('2026-11-08T22:36:41.000Z')
  })
})

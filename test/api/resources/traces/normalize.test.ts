import {describe, expect, it} from 'vitest'
import type {Client} from '../../../../src/api/http/client.js'
import type {Row} from '../../../../src/api/json/object.js'
import {fromV1} from '../../../../src/api/resources/observations/normalize.js'
import {duration, grouped, traceOfRoots, traceOfV1} from '../../../../src/api/resources/traces/normalize.js'
import {traceOfSpans, wholeV1} from '../../../../src/api/resources/traces/trace.js'
import * as shapes from '../../../../src/api/variants/canonical.js'
import {recordingFolders} from '../../../sandbox/replay.js'
import {recorded, recordedRows} from '../../recorded.js'

function span(id: string, from: number, to: number | undefined, more: Row = {}): Row {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 21) + second * 1000).toISOString()
  return {
    id,
    traceId: 't',
    parentObservationId: null,
    isRootObservation: true,
    startTime: at(from),
    endTime: to === undefined ? null : at(to),
    ...more,
  }
}

describe('how long spans took together', () => {
  it.each<[string, Row[], number | null]>([
    ['one', [span('a', 0, 2)], 2],
    ['with a gap between them', [span('a', 10, 11), span('b', 0, 1.5)], 11],
    ['within each other', [span('a', 0, 5), span('b', 1, 2)], 5],
    ['where one of them still runs', [span('a', 0, 3), span('b', 1, undefined)], 3],
    ['where all of them still run', [span('a', 0, undefined)], null],
    ['without a time', [span('a', 0, undefined, {endTime: ''})], null],
  ])('%s', (_, spans, seconds) => {
    expect(duration(spans)).toBe(seconds)
  })
})

describe('a row out of roots, which come newest first', () => {
  const early = span('early', 0, 1, {
    traceName: '',
    tags: ['a'],
    input: '{"q":1}',
    output: '',
    public: false,
    userId: 'u',
  })
  const late = span('late', 5, 6, {
    traceName: 'chat',
    tags: ['b', 'a'],
    input: 'other',
    userId: 'v',
    release: 'r',
    n: 1,
  })
  const row = traceOfRoots([late, early], false)

  it('has time, input and output of the earliest', () => {
    expect(row).toMatchObject({id: 't', timestamp: early.startTime, input: {q: 1}, output: null, latency: 6})
  })

  it('has the attributes of the earliest that has them, and all tags', () => {
    expect(row).toMatchObject({name: 'chat', userId: 'u', release: 'r', version: null, tags: ['b', 'a'], public: false})
  })

  it('keeps the roots as they came, without what became its own', () => {
    const {input: _, output: __, ...rest} = early
    expect(row.roots).toEqual([late, rest])
  })

  it('leaves text as it is stored, if that is wanted', () => {
    expect(traceOfRoots([early], true)).toMatchObject({input: '{"q":1}', output: ''})
  })

  it('has nulls for what it cannot tell', () => {
    expect(shapes.traceRow.safeParse(row).success).toBe(true)
    expect(row).toMatchObject({totalCost: null, observations: null, scores: null, sessionId: null, metadata: null})
  })
})

describe('a trace out of all its spans', () => {
  const root = span('root', 1, 2, {traceName: 'chat', tags: ['a'], input: '1', output: '"x"', sessionId: ''})
  const child = span('child', 0, 9, {
    parentObservationId: 'root',
    isRootObservation: false,
    traceName: 'other',
    tags: ['b'],
    input: '2',
    sessionId: 's',
  })

  it('looks at children for what the root does not say', () => {
    expect(traceOfSpans([root, child], false)).toMatchObject({
      name: 'chat',
      input: 1,
      output: 'x',
      sessionId: 's',
      timestamp: child.startTime,
    })
    expect(new Set(traceOfSpans([child, root], false).tags as string[])).toEqual(new Set(['a', 'b']))
  })

  it('has no input and output without a root', () => {
    expect(traceOfSpans([child], false)).toMatchObject({name: 'other', input: null, output: null, roots: []})
  })

  it('takes what has no parent for a root, where servers do not say', () => {
    const {isRootObservation: _, ...silent} = root
    expect(traceOfSpans([child, silent], false)).toMatchObject({input: 1})
  })
})

describe('a row of older servers', () => {
  it('has nulls instead of "" and nothing', () => {
    expect(
      traceOfV1({id: 't', timestamp: '2026-11-21T00:00:00.000Z', name: '', userId: '', latency: -1, more: 1}),
    ).toEqual({
      id: 't',
      timestamp: '2026-11-21T00:00:00.000Z',
      name: null,
      userId: null,
      sessionId: null,
      tags: [],
      release: null,
      version: null,
      environment: null,
      public: null,
      input: null,
      output: null,
      metadata: null,
      latency: null,
      totalCost: null,
      observations: null,
      scores: null,
      bookmarked: null,
      projectId: null,
      externalId: null,
      htmlPath: null,
      createdAt: null,
      updatedAt: null,
      roots: null,
      more: 1,
    })
  })
})

it('groups keep the order of their first row', () => {
  const rows = [{id: 'b'}, {id: 'a'}, {id: 'b', n: 2}]
  expect([...grouped(rows, ({id}) => String(id))]).toEqual([
    ['b', [rows[0], rows[2]]],
    ['a', [rows[1]]],
  ])
})

async function whole(answer: unknown): Promise<Row> {
  const client = {request: async () => ({data: answer, status: 200, attempts: 1})} as unknown as Client
  const ask = {client, input: {params: {}, query: {}}, whole: true, now: new Date(0), note: () => {}}
  return (await wholeV1.fetch(ask)).row
}

describe.each(recordingFolders)('what four servers answered about one program, in %s', (folder) => {
  const older = ['v3.225.4', 'v4.16.0-dual', 'v4.16.0-legacy']
  const facts = {
    name: 'rec-span',
    level: 'WARNING',
    statusMessage: 'careful',
    latency: 2,
    environment: 'production',
    userId: 'rec-user',
  }

  it.each(older)('%s: a trace is in the one shape', async (server) => {
    const trace = await whole(recorded(folder, server, 'trace_get'))
    expect(shapes.trace.safeParse(trace).error).toBeUndefined()
    expect(trace).toMatchObject({userId: 'rec-user', environment: 'production', version: 'v1', latency: 2})
    const observations = trace.observations as Row[]
    expect(observations.map(({name}) => name).sort()).toEqual(['rec-event', 'rec-gen', 'rec-span'])
    expect(observations.find(({name}) => name === 'rec-span')).toMatchObject({
      ...facts,
      totalCost: null,
      totalPrice: null,
    })
    expect(observations.find(({name}) => name === 'rec-gen')?.totalCost).toBeCloseTo(0.0000975)
  })

  it.each(older)('%s: an observation is the same within its trace and alone', async (server) => {
    const {observations, ...trace} = await whole(recorded(folder, server, 'trace_get'))
    const within = (observations as Row[]).find(({name}) => name === 'rec-gen')
    const {latency: _, ...alone} = fromV1(recorded(folder, server, 'legacy_observationsV1_get') as Row, trace)
    expect(within).toMatchObject(alone)
  })

  it('v4.16.0: the spans of the same program make the same trace', () => {
    const {data} = recorded(folder, 'v4.16.0', 'observations_getMany.last_page') as {data: Row[]}
    const trace = traceOfSpans(data, false)
    expect(shapes.traceRow.safeParse(trace).error).toBeUndefined()
    expect(trace).toMatchObject({userId: 'rec-user', environment: 'production', version: 'v1', latency: 2})
    expect(trace.roots).toMatchObject([{name: 'rec-span'}])
  })

  it.each(older)('%s: rows of lists are in the one shape', (server) => {
    const rows = recordedRows(folder, server, 'trace_list')
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(shapes.traceRow.safeParse(traceOfV1(row)).error).toBeUndefined()
  })
})

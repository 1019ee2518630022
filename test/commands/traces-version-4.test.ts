import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli, type Sent} from '../cli.js'
import {NO_OLDER} from '../missing-routes.js'

const ALL = 'core,basic,time,io,metadata,model,usage,prompt,metrics,trace_context'

function span(traceId: string, id: string, more: object = {}) {
  return {
    id,
    traceId,
    parentObservationId: null,
    isRootObservation: true,
    type: 'SPAN',
    name: id,
    traceName: `trace ${traceId}`,
    startTime: '2026-11-21T10:00:00.000Z',
    endTime: '2026-11-21T10:00:01.000Z',
    level: 'DEFAULT',
    statusMessage: '',
    userId: '',
    sessionId: '',
    input: '{"q":1}',
    output: 'plain',
    ...more,
  }
}

function page(rows: object[], cursor?: string): Answer {
  return {body: {data: rows, meta: cursor === undefined ? {} : {cursor}}}
}

function queries(sent: Sent[]): Record<string, string>[] {
  return sent.map(({path}) => Object.fromEntries(new URLSearchParams(path.split('?')[1])))
}

describe('traces list', () => {
  it('asks for roots, in the words of the newer route', async () => {
    const sent = answers(NO_OLDER, page([span('t', 'r')]))
    const flags =
      '--name n --user-id u --session-id s --tag x --tag y --environment e --version v --release r --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z --limit 2'
    expect(await cli(`traces list ${flags}`)).toMatchObject({exitCode: 0})
    const {filter = '', ...query} = queries(sent)[1] ?? {}
    expect(query).toEqual({
      isRootObservation: 'true',
      userId: 'u',
      sessionId: 's',
      environment: 'e',
      version: 'v',
      fromStartTime: '2026-11-01T00:00:00.000Z',
      toStartTime: '2026-11-02T00:00:00.000Z',
      fields: 'core,basic,time,trace_context',
      limit: '2',
    })
    expect(JSON.parse(filter)).toEqual([
      {type: 'string', column: 'traceName', operator: '=', value: 'n'},
      {type: 'string', column: 'release', operator: '=', value: 'r'},
      {type: 'arrayOptions', column: 'traceTags', operator: 'all of', value: ['x', 'y']},
    ])
  })

  it.each([
    ['', 'core,basic,time,trace_context', '50'],
    ['--all', 'core,basic,time,trace_context', '1000'],
    ['-o json', ALL, '50'],
    ['-o json --all', ALL, '100'],
    ['--fields core,io', 'core,basic,time,trace_context,io,metadata', '50'],
    ['--columns id,output', ALL, '50'],
  ])('%s: asks for the fields %s, %s rows a page', async (flags, fields, limit) => {
    const sent = answers(NO_OLDER, page([span('t', 'r')]))
    expect(await cli(`traces list ${flags}`)).toMatchObject({exitCode: 0})
    expect(queries(sent)[1]).toMatchObject({fields, limit})
  })

  it('translates the columns of conditions', async () => {
    const sent = answers(NO_OLDER, page([span('t', 'r')]))
    const {exitCode} = await cli(['traces', 'list', '--filter', 'name contains a', '--filter', 'tags any of x,y'])
    expect(exitCode).toBe(0)
    const [older, newer] = queries(sent).map(({filter = ''}) => JSON.parse(filter))
    expect(older.map(({column}: {column: string}) => column)).toEqual(['name', 'tags'])
    expect(newer.map(({column}: {column: string}) => column)).toEqual(['traceName', 'traceTags'])
  })

  it.each([
    ['', {q: 1}],
    ['--raw-io', '{"q":1}'],
  ])('reads input and output %s', async (flags, input) => {
    answers(NO_OLDER, page([span('t', 'r')]))
    const {stdout} = await cli(`traces list -o json ${flags}`)
    expect(JSON.parse(stdout)).toMatchObject([
      {id: 't', name: 'trace t', input, output: 'plain', userId: null, latency: 1, totalCost: null, scores: null},
    ])
  })

  it('lists a trace once, though its roots lie on two pages, and says so', async () => {
    answers(NO_OLDER, page([span('a', 'a2'), span('b', 'b1')], 'c'), page([span('a', 'a1'), span('c', 'c1')]))
    const {stdout, stderr} = await cli('traces list --all --columns id')
    expect(stdout).toBe('a\nb\nc\n')
    expect(stderr).toContain('1 more root belongs to traces that were listed')
  })

  it('lists a root that came twice once', async () => {
    const twice = [span('a', 'r', {updatedAt: '2'}), span('a', 'r', {updatedAt: '1', output: 'old'})]
    answers(NO_OLDER, page(twice))
    expect(JSON.parse((await cli('traces list -o json')).stdout)).toMatchObject([
      {id: 'a', output: 'plain', roots: [{id: 'r'}]},
    ])
  })

  it('--rootless adds the traces of which no root came', async () => {
    const child = (traceId: string, id: string) =>
      span(traceId, id, {parentObservationId: 'gone', isRootObservation: false})
    const sent = answers(
      NO_OLDER,
      page([span('a', 'a1')]),
      page([child('a', 'a2'), child('b', 'b2')], 'more'),
      page([child('c', 'c2'), child('b', 'b1')]),
      page([span('c', 'c1')]),
    )
    const {stdout, exitCode} = await cli('traces list --rootless --limit 10 -o json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).map(({id, input}: {id: string; input: unknown}) => [id, input])).toEqual([
      ['a', {q: 1}],
      ['b', null],
    ])
    const asked = queries(sent)
    expect(asked.slice(1).map(({isRootObservation, cursor}) => [isRootObservation, cursor])).toEqual([
      ['true', undefined],
      ['false', undefined],
      ['false', 'more'],
      ['true', undefined],
    ])
    expect(JSON.parse(asked[4]?.filter ?? '')).toEqual([
      {type: 'stringOptions', column: 'traceId', operator: 'any of', value: ['b', 'c']},
    ])
  })

  it('--rootless walks no further where enough is found', async () => {
    const sent = answers(NO_OLDER, page([span('a', 'a1')]))
    expect(await cli('traces list --rootless --limit 1 --columns id')).toMatchObject({stdout: 'a\n', exitCode: 0})
    expect(sent).toHaveLength(2)
  })
})

describe('traces get', () => {
  const child = span('t', 'c', {
    parentObservationId: 'r',
    isRootObservation: false,
    startTime: '2026-11-21T10:00:00.500Z',
    endTime: '2026-11-21T10:00:03.000Z',
    userId: 'u',
    totalCost: 0.25,
    providedModelName: 'm',
    input: '[1]',
  })
  const score = {
    id: 's',
    name: 'good',
    value: true,
    dataType: 'BOOLEAN',
    source: 'API',
    subject: {kind: 'trace', id: 't'},
    timestamp: '2026-11-21T10:00:00.000Z',
    createdAt: '2026-11-21T10:00:00.000Z',
    updatedAt: '2026-11-21T10:00:00.000Z',
  }

  it('rebuilds a trace from pages of observations and scores', async () => {
    const sent = answers(NO_OLDER, page([child], 'c'), page([span('t', 'r', {totalCost: 0.5})]), page([score]))
    const {stdout, stderr, exitCode} = await cli('traces get t')
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    expect(sent.map(({path}) => path.split('?')[0])).toEqual([
      '/api/public/traces/t',
      '/api/public/v2/observations',
      '/api/public/v2/observations',
      '/api/public/v3/scores',
    ])
    expect(queries(sent)[1]).toEqual({traceId: 't', fields: ALL, limit: '100'})
    expect(JSON.parse(stdout)).toMatchObject({
      id: 't',
      name: 'trace t',
      userId: 'u',
      input: {q: 1},
      latency: 3,
      totalCost: 0.75,
      observations: [
        {id: 'r', model: null},
        {id: 'c', model: 'm', input: [1]},
      ],
      scores: [{id: 's', value: true, traceId: 't', observationId: null}],
    })
  })

  it('asks for no scores of an id that would be read as several', async () => {
    answers(NO_OLDER, NO_OLDER, page([child]))
    const refused = await cli('traces get t,u')
    expect({...refused, stderr: ''}).toMatchObject({stdout: '', exitCode: 5})
    expect(refused.stderr).toContain('--fields core,io,observations,metrics')
    const {stdout, exitCode} = await cli('traces get t,u --fields core,io,observations,metrics')
    expect({exitCode, row: JSON.parse(stdout)}).toMatchObject({exitCode: 0, row: {scores: null}})
  })

  it('leaves out what is not wanted, and knows when it ran', async () => {
    const sent = answers(NO_OLDER, page([child]))
    const flags = '--fields core,io --from 2026-11-21T00:00:00Z --to 2026-11-22T00:00:00Z'
    const {stdout, exitCode} = await cli(`traces get t ${flags}`)
    expect(exitCode).toBe(0)
    expect(queries(sent)[1]).toMatchObject({
      fromStartTime: '2026-11-21T00:00:00.000Z',
      toStartTime: '2026-11-22T00:00:00.000Z',
    })
    expect(JSON.parse(stdout)).toMatchObject({latency: null, totalCost: null, observations: null, scores: null})
  })
})

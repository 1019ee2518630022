import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const SUMMARY = {
  id: 'd40b8fcdda4f4a6ddc484295ab577d87',
  projectId: 'lf-test-project',
  name: 'rec-trace',
  timestamp: '2026-11-21T22:52:07.351Z',
  environment: 'production',
  tags: ['b', 'rec'],
  bookmarked: false,
  release: 'r1',
  version: 'v1',
  userId: 'rec-user',
  sessionId: 'session-f7ef448e',
  public: false,
  input: {q: 'hi'},
  output: 'hello',
  metadata: {k: 'v'},
  createdAt: '2026-11-21T22:53:07.392Z',
  updatedAt: '2026-11-21T22:53:07.510Z',
  observations: ['eb4be5374d338879'],
  scores: ['score-1'],
  totalCost: 0.0000975,
  latency: 2,
  htmlPath: '/project/lf-test-project/traces/d40b8fcdda4f4a6ddc484295ab577d87',
  externalId: null,
}
const META = {page: 1, limit: 50, totalItems: 1, totalPages: 1}
const ROUTE = '/api/public/traces'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

describe('traces list', () => {
  it.each([
    ['', '?fields=core%2Cmetrics&page=1&limit=50'],
    [
      '--name "a b" --user-id u --session-id s/1 --tag x --tag y,z --environment prod --version v1 --release r1 --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00.5Z --order-by timestamp.asc --fields core,metrics --filter [] --limit 2',
      '?name=a+b&userId=u&sessionId=s%2F1&tags=x&tags=y%2Cz&environment=prod&version=v1&release=r1&fromTimestamp=2026-11-01T00%3A00%3A00.000Z&toTimestamp=2026-11-02T00%3A00%3A00.500Z&orderBy=timestamp.asc&fields=core%2Cmetrics&page=1&limit=2',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [SUMMARY], meta: META}})
    const {stdout, stderr, exitCode} = await cli(`traces list ${flags}`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout:
        '2026-11-21T22:52:07.351Z\trec-trace\td40b8fcdda4f4a6ddc484295ab577d87\t0.0000975\t2\trec-user\tsession-f7ef448e\t["b","rec"]\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('fits a hundred columns', async () => {
    answers({body: {data: [SUMMARY], meta: META}})
    const {stdout} = await cli('traces list --no-color', {tty: {stdout: true, columns: 100}})
    expect(stdout).toContain('d40b8fcdda4f4a6ddc484295ab577d87  $0.000097')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  it.each([
    ['--order-by timestamp', '--order-by: must be a column and asc or desc'],
    ['--order-by latency.desc', 'columns: timestamp, id, name, userId, sessionId, release'],
    ['--order-by latency.desc --api-version 4', '`metrics query --view traces --dimension id'],
    ['--order-by timestamp.up', '--order-by: must be a column and asc or desc'],
    ['--fields core,bogus', '--fields: has the groups core, io, scores, observations, metrics'],
    ['--filter {}', 'condition 1 of the filter, column'],
    ['--filter "[{"', 'The filter is not valid JSON'],
    ['--filter "latency 5"', '"latency 5" is not a valid condition'],
    ['--filter "latency > soon"', 'latency is compared with a number of s, not with "soon"'],
    ['--filter "lateny > 5"', 'The filter\'s column "lateny" is not known here; did you mean "latency"?'],
    ['--from someday', '--from: "someday" is not a valid time'],
    ['--page-size 1001', '--page-size'],
    ['--expand-metadata k', '--expand-metadata'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`traces list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it.each([
    ['-o json', '?page=1&limit=50'],
    ['--fields io -o tsv', '?fields=io&page=1&limit=50'],
    ['--fields io,time,model', '?fields=io%2Ccore%2Cmetrics&page=1&limit=50'],
    ['--columns id,tags', '?fields=core%2Cmetrics&page=1&limit=50'],
    ['--columns id,output', '?page=1&limit=50'],
    ['--page-size 900 --all', '?fields=core%2Cmetrics&page=1&limit=100'],
    ['--page-size 7 --page 3', '?fields=core%2Cmetrics&page=3&limit=7'],
  ])('asks for what is shown: %s', async (flags, query) => {
    const sent = answers({body: {data: [SUMMARY], meta: META}})
    expect(await cli(`traces list ${flags}`)).toMatchObject({exitCode: 0})
    const paths = sent.map((asked) => ({...asked, path: asked.path.replace(/toTimestamp=[^&]+&/, '')}))
    expect(paths).toEqual([request('GET', query)])
    expect(sent[0]?.path.includes('toTimestamp=')).toBe(flags.includes('--all'))
  })

  it.each(['timestamp:desc', 'name.asc'])('is ordered by %s in either notation', async (order) => {
    const sent = answers({body: {data: [SUMMARY], meta: META}})
    expect(await cli(`traces list --order-by ${order}`)).toMatchObject({exitCode: 0})
    expect(sent[0]?.path).toContain(`?orderBy=${order.replace(':', '.')}&`)
  })

  it('takes several conditions, as expressions and as JSON', async () => {
    const sent = answers({body: {data: [SUMMARY], meta: META}})
    const json = '[{"type":"stringOptions","column":"userId","operator":"any of","value":["a","b"]}]'
    const {exitCode} = await cli([
      'traces',
      'list',
      '--filter',
      'latency > 5',
      '--filter',
      'metadata.tenant=acme',
      '--filter',
      json,
    ])
    expect(exitCode).toBe(0)
    expect(JSON.parse(new URLSearchParams(sent[0]?.path.split('?')[1]).get('filter') ?? '')).toEqual([
      {type: 'number', column: 'latency', operator: '>', value: 5},
      {type: 'stringObject', column: 'metadata', key: 'tenant', operator: '=', value: 'acme'},
      {type: 'stringOptions', column: 'userId', operator: 'any of', value: ['a', 'b']},
    ])
  })

  it('has nulls where a server was not asked or cannot tell', async () => {
    const sent = {...SUMMARY, input: null, output: null, metadata: null}
    answers({body: {data: [{...sent, latency: -1, totalCost: -1, release: '', tags: null}], meta: META}})
    const {stdout} = await cli('traces list --fields core -o json')
    expect(JSON.parse(stdout)).toEqual([
      {...sent, release: null, tags: [], latency: null, totalCost: null, observations: null, scores: null, roots: null},
    ])
  })
})

describe('traces get', () => {
  const TIMES = {
    timestamp: '2026-11-21T22:52:07.351Z',
    createdAt: '2026-11-21T22:53:07.392Z',
    updatedAt: '2026-11-21T22:53:07.510Z',
  }
  const TRACE = {
    ...SUMMARY,
    observations: [{id: 'o1', type: 'SPAN', level: 'DEFAULT', startTime: '2026-11-21T22:52:07.351Z'}],
    scores: [{id: 'score-1', name: 'quality', value: 0.5, dataType: 'NUMERIC', source: 'API', ...TIMES}],
  }
  const OBSERVATION = {
    id: 'o1',
    type: 'SPAN',
    level: 'DEFAULT',
    startTime: '2026-11-21T22:52:07.351Z',
    traceId: null,
    parentObservationId: null,
    name: null,
    endTime: null,
    statusMessage: null,
    environment: null,
    version: null,
    userId: 'rec-user',
    sessionId: 'session-f7ef448e',
    input: null,
    output: null,
    metadata: null,
    usageDetails: null,
    costDetails: null,
    totalCost: null,
    latency: null,
    timeToFirstToken: null,
    completionStartTime: null,
    promptId: null,
    promptName: null,
    promptVersion: null,
    model: null,
    modelParameters: null,
    inputPrice: null,
    outputPrice: null,
    totalPrice: null,
    inputUsage: null,
    outputUsage: null,
    totalUsage: null,
    inputCost: null,
    outputCost: null,
    modelId: null,
    usagePricingTierId: null,
    usagePricingTierName: null,
    traceName: 'rec-trace',
    tags: ['b', 'rec'],
    release: 'r1',
    public: false,
    bookmarked: false,
    isRootObservation: null,
    projectId: null,
    createdAt: null,
    updatedAt: null,
  }
  const SCORE = {
    id: 'score-1',
    name: 'quality',
    value: 0.5,
    dataType: 'NUMERIC',
    source: 'API',
    ...TIMES,
    environment: null,
    comment: null,
    metadata: null,
    traceId: null,
    observationId: null,
    sessionId: null,
    experimentId: null,
    configId: null,
    queueId: null,
    authorUserId: null,
    projectId: null,
    executionTraceId: null,
  }
  const WHOLE = {...TRACE, observations: [OBSERVATION], scores: [SCORE]}
  const PART = {...TRACE, observations: null, scores: null, latency: null, totalCost: null}

  it.each([
    ['d40b8fcdda4f4a6ddc484295ab577d87', '/d40b8fcdda4f4a6ddc484295ab577d87', WHOLE],
    ['"a/b 1%" --fields core,io', '/a%2Fb%201%25?fields=core%2Cio', PART],
  ])('%s', async (args, path, shown) => {
    const sent = answers({body: TRACE})
    const {stdout, stderr, exitCode} = await cli(`traces get ${args}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(shown)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('passes a 404 on', async () => {
    answers({status: 404, body: {message: 'Trace nope not found within authorized project'}})
    const {stderr, exitCode} = await cli('traces get nope')
    expect(exitCode).toBe(8)
    expect(stderr).toContain('Trace nope not found')
  })
})

describe('traces delete', () => {
  it('says queued, not deleted', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Trace deleted successfully'}})
    const {stdout, stderr, exitCode} = await cli('traces delete "a/1" --yes')
    expect(sent).toEqual([request('DELETE', '/a%2F1')])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: '',
      stderr: '✓ Queued the deletion of trace a/1\n',
      exitCode: 0,
    })
  })

  it('sends nothing without --yes', async () => {
    expect(await cli('traces delete a')).toMatchObject({stdout: '', exitCode: 2})
  })
})

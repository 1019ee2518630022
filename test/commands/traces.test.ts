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
    ['', '?page=1&limit=50'],
    [
      '--name "a b" --user-id u --session-id s/1 --tag x --tag y,z --environment prod --version v1 --release r1 --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00.5Z --order-by timestamp.asc --fields core,metrics --filter [] --limit 2',
      '?name=a+b&userId=u&sessionId=s%2F1&tags=x&tags=y%2Cz&environment=prod&version=v1&release=r1&fromTimestamp=2026-11-01T00%3A00%3A00.000Z&toTimestamp=2026-11-02T00%3A00%3A00.500Z&orderBy=timestamp.asc&fields=core%2Cmetrics&filter=%5B%5D&page=1&limit=2',
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
    ['--fields core,bogus', '--fields: has the groups core, io, scores, observations, metrics'],
    ['--filter {}', '--filter: must be a JSON array'],
    ['--filter "[{"', '--filter: must be a JSON array'],
    ['--from someday', '--from: "someday" is no time'],
    ['--page-size 101', '--page-size'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`traces list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('refuses a flag of the other generation, unsent', async () => {
    const {stdout, stderr, exitCode} = await cli('traces list --expand-metadata k')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('--expand-metadata needs the other generation')
  })

  it('says that it needs the other generation', async () => {
    const message =
      'This endpoint is not available on deployments running in Langfuse v4 events_only mode. Learn more about Langfuse v4 at: https://langfuse.com/docs/v4'
    answers({status: 404, body: {message}})
    const {stdout, stderr, exitCode} = await cli('traces list')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('needs the other generation')
  })
})

describe('traces get', () => {
  const TRACE = {
    ...SUMMARY,
    observations: [{id: 'o1', type: 'SPAN', level: 'DEFAULT', startTime: '2026-11-21T22:52:07.351Z'}],
    scores: [{id: 'score-1', name: 'quality', value: 0.5}],
  }

  it.each([
    ['d40b8fcdda4f4a6ddc484295ab577d87', '/d40b8fcdda4f4a6ddc484295ab577d87'],
    ['"a/b 1%" --fields core,io', '/a%2Fb%201%25?fields=core%2Cio'],
  ])('%s', async (args, path) => {
    const sent = answers({body: TRACE})
    const {stdout, stderr, exitCode} = await cli(`traces get ${args}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(TRACE)
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

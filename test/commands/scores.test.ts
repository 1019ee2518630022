import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli, KEYS} from '../cli.js'

const SCORE = {
  id: 'sid-f20a87ee',
  projectId: 'lf-test-project',
  name: 'accuracy',
  source: 'API',
  timestamp: '2026-11-21T22:53:10.190Z',
  environment: 'default',
  createdAt: '2026-11-21T22:53:10.192Z',
  updatedAt: '2026-11-21T22:53:10.372Z',
  dataType: 'NUMERIC',
  value: 0.5,
}
const ROW = 'sid-f20a87ee\taccuracy\t0.5\tNUMERIC\tAPI\t2026-11-21T22:53:10.190Z\tdefault\n'
const ROUTE = '/api/public/v3/scores'

function request(method: string, path: string, body?: unknown) {
  return {method, path, authorization: BASIC, body}
}

describe('scores list', () => {
  it.each([
    ['', '?limit=50'],
    ['--trace-id "t 1,t2" --observation-id o --limit 3', '?traceId=t+1%2Ct2&observationId=o&limit=3'],
    ['--session-id a/b', '?sessionId=a%2Fb&limit=50'],
    ['--experiment-id e', '?experimentId=e&limit=50'],
    [
      '--name a,b --data-type numeric --value-min 0.1 --value-max 1 --source api,EVAL --environment x,y --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z',
      '?fromTimestamp=2026-11-01T00%3A00%3A00.000Z&toTimestamp=2026-11-02T00%3A00%3A00.000Z&name=a%2Cb&dataType=numeric&valueMin=0.1&valueMax=1&source=api%2CEVAL&environment=x%2Cy&limit=50',
    ],
    [
      '--config-id c --queue-id q --author-user-id u --id i,j --fields details,subject --data-type BOOLEAN --value true --cursor abc',
      '?dataType=BOOLEAN&value=true&configId=c&queueId=q&authorUserId=u&id=i%2Cj&fields=details%2Csubject&cursor=abc&limit=50',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [SCORE], meta: {limit: 50}}})
    const {stdout, stderr, exitCode} = await cli(`scores list ${flags}`)
    expect(sent).toEqual([request('GET', ROUTE + query)])
    expect({stdout, stderr, exitCode}).toEqual({stdout: ROW, stderr: '', exitCode: 0})
  })

  it('goes on with the cursor, though a page has fewer rows than asked for', async () => {
    const sent = answers({body: {data: [SCORE], meta: {limit: 100, cursor: 'next'}}}, {body: {data: [SCORE], meta: {}}})
    const {stdout, exitCode} = await cli('scores list --all --trace-id t')
    expect(sent.map(({path}) => path)).toEqual([
      `${ROUTE}?traceId=t&limit=100`,
      `${ROUTE}?traceId=t&cursor=next&limit=100`,
    ])
    expect({stdout, exitCode}).toEqual({stdout: ROW + ROW, exitCode: 0})
  })

  it.each([
    ['--trace-id t --session-id s', '--trace-id: excludes --session-id and --experiment-id'],
    ['--observation-id o', '--observation-id: needs --trace-id too'],
    ['--value 1', '--value: needs one --data-type: NUMERIC, BOOLEAN or CATEGORICAL'],
    ['--value 1 --data-type NUMERIC,BOOLEAN', '--value: needs one --data-type'],
    ['--value-min 1', '--value-min: and --value-max need --data-type NUMERIC'],
    ['--value-max x --data-type NUMERIC', '--value-max: "x" is no number'],
    ['--data-type NUMBER', '--data-type: must be of NUMERIC, BOOLEAN, CATEGORICAL, TEXT, CORRECTION'],
    ['--source HUMAN', '--source: must be of API, EVAL, ANNOTATION'],
    ['--fields core,io', '--fields: must be of core, details, subject, annotation'],
    ['--page 2', 'This list has no page numbers'],
    ['--page-size 101', '101'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`scores list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it.each([
    ['--user-id u'],
    ['--trace-tag t'],
    ['--operator ">="'],
    ['--score-ids a,b'],
    ['--dataset-run-id r'],
    [`--filter '[]'`],
  ])('does not have %s of the older route yet', async (flags) => {
    const {stdout, stderr, exitCode} = await cli(`scores list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('needs the other generation of the API')
  })

  it('says in one sentence that a server is too old', async () => {
    answers(
      {status: 404, body: '<!DOCTYPE html><html></html>', headers: {'content-type': 'text/html; charset=utf-8'}},
      {body: {status: 'OK', version: '3.178.2'}},
    )
    const {stdout, stderr, exitCode} = await cli('scores list')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain(
      'runs Langfuse 3.178.2, which does not know GET /api/public/v3/scores: this command needs 3.179',
    )
    expect(stderr).not.toContain('<')
  })
})

describe('scores get', () => {
  const WHOLE = {...SCORE, comment: 'c', configId: null, metadata: {a: 1}, subject: {kind: 'trace', id: 't'}}

  it.each([
    ['sid-f20a87ee', 'id=sid-f20a87ee'],
    ['"a/b %"', 'id=a%2Fb+%25'],
  ])('%s', async (id, query) => {
    const row = {...WHOLE, id: id.replaceAll('"', '')}
    const sent = answers({body: {data: [row], meta: {limit: 50}}})
    const {stdout, stderr, exitCode} = await cli(`scores get ${id}`)
    expect(sent).toEqual([request('GET', `${ROUTE}?${query}&fields=details%2Csubject%2Cannotation`)])
    expect(JSON.parse(stdout)).toEqual(row)
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it.each([
    ['nothing', []],
    ['another score', [SCORE]],
  ])('is not found when the list has %s', async (_, data) => {
    answers({body: {data, meta: {limit: 50}}})
    const {stdout, stderr, exitCode} = await cli('scores get nope --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 8})
    expect(JSON.parse(stderr).error).toEqual({
      code: 'not_found',
      message: 'http://langfuse.test (environment) has no score nope',
    })
  })

  it('shows lines on a terminal', async () => {
    answers({body: {data: [WHOLE], meta: {limit: 50}}})
    const {stdout} = await cli('scores get sid-f20a87ee --columns name,value,subject.id', {tty: {stdout: true}})
    expect(stdout).toBe('name:        accuracy\nvalue:       0.5\nsubject.id:  t\n')
  })
})

describe('scores delete', () => {
  it('only queues', async () => {
    const sent = answers({method: 'DELETE', status: 202, body: {message: 'Score deletion queued successfully'}})
    const {stdout, stderr, exitCode} = await cli('scores delete "a/1%" --yes --json')
    expect(sent).toEqual([request('DELETE', '/api/public/scores/a%2F1%25')])
    expect(JSON.parse(stdout)).toEqual({message: 'Score deletion queued successfully'})
    expect({stderr, exitCode}).toEqual({stderr: '✓ Queued the deletion of score a/1%\n', exitCode: 0})
  })

  it('sends nothing without --yes', async () => {
    const {stdout, stderr, exitCode} = await cli('scores delete a', {env: KEYS})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('delete score a on http://langfuse.test (environment)')
  })
})

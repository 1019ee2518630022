import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli, KEYS} from '../cli.js'
import {inOneHome} from '../home.js'
import {NO_OLDER} from '../missing-routes.js'

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
const OLDER = '/api/public/v2/scores'
const SHAPED = {
  ...SCORE,
  comment: null,
  metadata: null,
  traceId: null,
  observationId: null,
  sessionId: null,
  experimentId: null,
  configId: null,
  queueId: null,
  authorUserId: null,
  executionTraceId: null,
}
const UNKNOWN = {
  status: 404,
  body: '<!DOCTYPE html><html></html>',
  headers: {'content-type': 'text/html; charset=utf-8'},
}

/** Parameters in the order of their names. */
function sorted(query: string): URLSearchParams {
  const parameters = new URLSearchParams(query)
  parameters.sort()
  return parameters
}

function request(method: string, path: string, body?: unknown) {
  return {method, path, authorization: BASIC, body}
}

describe('scores list', () => {
  it.each([
    ['', '?fields=details%2Csubject%2Cannotation&limit=50'],
    [
      '--trace-id "t 1,t2" --observation-id o --limit 3',
      '?traceId=t+1%2Ct2&observationId=o&fields=details%2Csubject%2Cannotation&limit=3',
    ],
    ['--session-id a/b', '?sessionId=a%2Fb&fields=details%2Csubject%2Cannotation&limit=50'],
    ['--experiment-id e', '?experimentId=e&fields=details%2Csubject%2Cannotation&limit=50'],
    ['--dataset-run-id e', '?experimentId=e&fields=details%2Csubject%2Cannotation&limit=50'],
    ['--score-ids i,j', '?id=i%2Cj&fields=details%2Csubject%2Cannotation&limit=50'],
    [
      `--operator ">=" --value 0.5 --data-type NUMERIC`,
      '?dataType=NUMERIC&valueMin=0.5&fields=details%2Csubject%2Cannotation&limit=50',
    ],
    [
      `--operator "<=" --value -1 --data-type numeric`,
      '?dataType=numeric&valueMax=-1&fields=details%2Csubject%2Cannotation&limit=50',
    ],
    [
      `--operator = --value 2 --data-type NUMERIC`,
      '?dataType=NUMERIC&value=2&fields=details%2Csubject%2Cannotation&limit=50',
    ],
    [
      '--name a,b --data-type numeric --value-min 0.1 --value-max 1 --source api,EVAL --environment x,y --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z',
      '?fromTimestamp=2026-11-01T00%3A00%3A00.000Z&toTimestamp=2026-11-02T00%3A00%3A00.000Z&name=a%2Cb&dataType=numeric&valueMin=0.1&valueMax=1&source=api%2CEVAL&environment=x%2Cy&fields=details%2Csubject%2Cannotation&limit=50',
    ],
    [
      '--config-id c --queue-id q --author-user-id u --id i,j --fields details,subject --data-type BOOLEAN --value true --cursor abc',
      '?dataType=BOOLEAN&value=true&configId=c&queueId=q&id=i%2Cj&authorUserId=u&fields=details%2Csubject&cursor=abc&limit=50',
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
    expect(sent.map(({path}) => path.replace(/toTimestamp=[^&]+&/, ''))).toEqual([
      `${ROUTE}?traceId=t&fields=details%2Csubject%2Cannotation&limit=100`,
      `${ROUTE}?traceId=t&fields=details%2Csubject%2Cannotation&cursor=next&limit=100`,
    ])
    expect({stdout, exitCode}).toEqual({stdout: ROW + ROW, exitCode: 0})
  })

  it.each([
    ['--value 1', '--value: needs one --data-type: NUMERIC, BOOLEAN or CATEGORICAL'],
    ['--value 1 --data-type NUMERIC,BOOLEAN', '--value: needs one --data-type'],
    ['--value-min 1', '--value-min: and --value-max need --data-type NUMERIC'],
    ['--value-max x --data-type NUMERIC', '--value-max: "x" is not a valid number'],
    ['--data-type NUMBER', '--data-type: must be of NUMERIC, BOOLEAN, CATEGORICAL, TEXT, CORRECTION'],
    ['--source HUMAN', '--source: must be of API, EVAL, ANNOTATION'],
    ['--fields core,io', '--fields: must be of core, details, subject, annotation'],
    ['--operator ">="', '--operator: needs a number in --value'],
    ['--operator ">=" --value x', '--operator: needs a number in --value'],
    ['--operator about --value 1', '--operator: must be one of <, >, <=, >=, !=, ='],
    ['--operator ">=" --value 1 --value-min 1 --data-type NUMERIC', '--operator: excludes --value-min'],
    ['--id a --score-ids b', '--score-ids: is the same as --id'],
    ['--experiment-id a --dataset-run-id b', '--dataset-run-id: is the same as --experiment-id'],
    ['--page-size 101', '101'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`scores list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('turns to the older route where the newer one is unknown, and remembers it', async () => {
    await inOneHome(async (env) => {
      const page = {data: [{...SCORE, dataType: 'BOOLEAN', value: 1, stringValue: 'True'}], meta: {totalPages: 1}}
      const sent = answers(UNKNOWN, {body: {status: 'OK', version: '3.178.2'}}, {body: page})
      const first = await cli('scores list --json', {env})
      expect(JSON.parse(first.stdout)).toEqual([{...SHAPED, dataType: 'BOOLEAN', value: true, stringValue: 'True'}])
      expect(first).toMatchObject({stderr: '', exitCode: 0})
      answers({body: page})
      expect((await cli('scores list --json', {env})).stdout).toBe(first.stdout)
      expect(sent.map(({path}) => path)).toEqual([
        `${ROUTE}?fields=details%2Csubject%2Cannotation&limit=50`,
        '/api/public/health',
        `${OLDER}?page=1&limit=50`,
        `${OLDER}?page=1&limit=50`,
      ])
    })
  })

  it('says in one sentence that a server has neither route', async () => {
    const health = {body: {status: 'OK', version: '3.178.2'}}
    answers(UNKNOWN, health, UNKNOWN, health)
    const {stdout, stderr, exitCode} = await cli('scores list')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('runs Langfuse 3.178.2, which does not know GET /api/public/v2/scores')
    expect(stderr).not.toContain('<')
  })

  it.each([
    ['--author-user-id u', 'so it was not asked: --author-user-id'],
    ['--name a,b', 'so it was not asked: --name: older servers take only one'],
    ['--value-min 1 --value-max 2 --data-type NUMERIC', '--value-min: excludes --value-max on older servers'],
    ['--value 1,2 --data-type NUMERIC', '--value: older servers compare it only for NUMERIC'],
    ['--value a --data-type CATEGORICAL', '--value: older servers compare it only for NUMERIC'],
    ['--fields subject', '--fields: that route has score, trace'],
    ['--cursor c', 'This list has no cursors'],
  ])('says that a server is too old for %s', async (flags, why) => {
    answers(UNKNOWN, {body: {status: 'OK', version: '3.178.2'}})
    const {stdout, stderr, exitCode} = await cli(`scores list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('does not know GET /api/public/v3/scores: this command needs 3.179')
    expect(stderr).toContain(why)
  })
})

describe('scores list of older servers', () => {
  it.each([
    ['--user-id u', 'userId=u'],
    ['--trace-tag t --trace-tag s', 'traceTags=t&traceTags=s'],
    [
      `--filter 'value > 1'`,
      `filter=${new URLSearchParams([['', '[{"type":"number","column":"value","operator":">","value":1}]']]).toString().slice(1)}`,
    ],
    [`--operator "!=" --value 2`, 'operator=%21%3D&value=2'],
    [`--operator ">=" --value 2`, 'operator=%3E%3D&value=2'],
    ['--fields score', 'fields=score'],
    ['--trace-id t --session-id s', 'sessionId=s&traceId=t'],
    ['--observation-id o', 'observationId=o'],
    [
      '--user-id u --id i,j --experiment-id e --environment x,y --source api --data-type numeric --value-min 1',
      'dataType=NUMERIC&datasetRunId=e&environment=x&environment=y&operator=%3E%3D&scoreIds=i%2Cj&source=API&userId=u&value=1',
    ],
    ['--user-id u --data-type NUMERIC --value-max 0.5', 'dataType=NUMERIC&operator=%3C%3D&userId=u&value=0.5'],
    ['--user-id u --data-type NUMERIC --value 3', 'dataType=NUMERIC&operator=%3D&userId=u&value=3'],
    ['--user-id u --data-type BOOLEAN --value false', 'dataType=BOOLEAN&operator=%3D&userId=u&value=0'],
  ])('%s is asked of their route alone', async (flags, query) => {
    const sent = answers({body: {data: [SCORE], meta: {totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`scores list ${flags}`)
    const [{path = ''} = {}] = sent
    expect(path.split('?')[0]).toBe(OLDER)
    expect(String(sorted(path.split('?')[1] ?? ''))).toBe(String(sorted(`${query}&limit=50&page=1`)))
    expect({stdout, stderr, exitCode}).toEqual({stdout: ROW, stderr: '', exitCode: 0})
  })

  it('--page 2 is asked of their route alone', async () => {
    const sent = answers({body: {data: [SCORE], meta: {totalPages: 2}}})
    expect((await cli('scores list --page 2')).exitCode).toBe(0)
    expect(sent).toEqual([request('GET', `${OLDER}?page=2&limit=50`)])
  })

  it.each([
    ['--user-id u', 'so it was not asked: --user-id'],
    ['--trace-id t --session-id s', 'so it was not asked: --trace-id: excludes --session-id'],
    ['--observation-id o', '--observation-id: needs --trace-id too'],
    ['--operator ">=" --value 2', '--operator: needs --data-type NUMERIC on newer servers'],
    ['--operator "!=" --value 2 --data-type NUMERIC', '--operator: newer servers do not know !='],
    ['--page 2', 'This list has no page numbers'],
  ])('%s is not available where their route is gone', async (flags, why) => {
    answers(NO_OLDER)
    const {stdout, stderr, exitCode} = await cli(`scores list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('needs a server of version 3')
    expect(stderr).toContain(why)
  })

  it('refuses unsent what --api-version 4 does not have', async () => {
    const {stdout, stderr, exitCode} = await cli('scores list --user-id u --api-version 4')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('--user-id: GET /api/public/v3/scores')
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
    expect(JSON.parse(stdout)).toEqual({...SHAPED, ...row, traceId: 't'})
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  })

  it('is not asked for by an id that would be read as several', async () => {
    const {stderr, exitCode} = await cli('scores get a,b')
    expect(exitCode).toBe(5)
    expect(stderr).toContain('--api-version 3')
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
      message: 'http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY) answered 404: Score nope not found',
      status: 404,
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
    expect(stderr).toContain('delete score a on http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY)')
  })
})

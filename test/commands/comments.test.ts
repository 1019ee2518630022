import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const COMMENT = {
  id: 'c-1',
  projectId: 'lf-test-project',
  createdAt: '2026-11-21T22:53:17.574Z',
  updatedAt: '2026-11-21T22:53:17.574Z',
  objectType: 'TRACE',
  objectId: 'd40b8fcd',
  content: 'a **comment**',
  authorUserId: 'user-3',
}
const ROUTE = '/api/public/comments'
const PROJECTS = {
  data: [{id: 'lf-test-project', name: 'Test Project', organization: {id: 'o', name: 'O'}, metadata: {}}],
}
const readProject = {method: 'GET', path: '/api/public/projects', authorization: BASIC, body: undefined}

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

describe('comments list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    [
      '--object-type SESSION --object-id "a/b c" --author-user-id u --page 3 --page-size 20',
      '?objectType=SESSION&objectId=a%2Fb+c&authorUserId=u&page=3&limit=20',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [COMMENT], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`comments list ${flags}`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'c-1\tTRACE\td40b8fcd\ta **comment**\t2026-11-21T22:53:17.574Z\tuser-3\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it.each([
    ['--object-id x', '--object-id: needs --object-type too'],
    ['--object-type thing', '--object-type: must be one of TRACE, OBSERVATION, SESSION, PROMPT'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`comments list ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})

describe('comments get', () => {
  it('encodes the id', async () => {
    const sent = answers({body: COMMENT})
    const {stdout, exitCode} = await cli('comments get "a/b %"')
    expect(sent).toEqual([request('GET', '/a%2Fb%20%25')])
    expect(JSON.parse(stdout)).toEqual(COMMENT)
    expect(exitCode).toBe(0)
  })
})

describe('comments create', () => {
  const MINIMAL = '--object-type TRACE --object-id t --content "a **comment**"'
  const BODY = {objectType: 'TRACE', objectId: 't', content: 'a **comment**'}

  it('finds the project out and fills it in', async () => {
    const sent = answers({body: PROJECTS}, {method: 'POST', body: {id: 'c-1'}})
    const {stdout, stderr, exitCode} = await cli(`comments create ${MINIMAL}`)
    expect(sent).toEqual([readProject, request('POST', '', {...BODY, projectId: 'lf-test-project'})])
    expect(JSON.parse(stdout)).toEqual({id: 'c-1'})
    expect({stderr, exitCode}).toEqual({stderr: '✓ Created comment c-1\n', exitCode: 0})
  })

  it('takes every field, text from stdin as it is', async () => {
    const sent = answers({method: 'POST', body: {id: 'c-1'}})
    const flags = '--author-user-id u --object-start-time 2026-11-20T00:00:00Z --project-id p'
    const line = `comments create --object-type PROMPT --object-id v --content - ${flags}`
    expect(await cli(line, {stdin: 'long\n'})).toMatchObject({exitCode: 0})
    const body = {
      projectId: 'p',
      objectType: 'PROMPT',
      objectId: 'v',
      content: 'long\n',
      authorUserId: 'u',
      objectStartTime: '2026-11-20T00:00:00.000Z',
    }
    expect(sent).toEqual([request('POST', '', body)])
  })

  it.each([
    ['--object-type TRACE --object-id t', '--content is missing'],
    ['--object-type TRACE --object-id t --content " "', '--content: is empty'],
    [`--object-type TRACE --object-id t --content ${'x'.repeat(5001)}`, '--content: at most 5,000 characters'],
    ['--object-type TRACE --content x', '--object-id is missing'],
    ['--object-type DATASET --object-id d --content x', 'TRACE, OBSERVATION, SESSION, PROMPT'],
    [`${MINIMAL} --body '{"author":"x"}'`, 'unknown field "author"'],
  ])('refuses %s before it asks for the project', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`comments create ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('takes 5,000 characters and a final newline', async () => {
    const sent = answers({method: 'POST', body: {id: 'c-1'}})
    const line = 'comments create --object-type TRACE --object-id t --project-id p --content -'
    expect(await cli(line, {stdin: `${'x'.repeat(5000)}\n`})).toMatchObject({exitCode: 0})
    expect(sent).toHaveLength(1)
  })

  it('sends nothing with --curl', async () => {
    const {stdout, exitCode} = await cli(`comments create ${MINIMAL} --curl`)
    expect(stdout).toContain('"projectId":"PROJECT_ID"')
    expect(exitCode).toBe(0)
  })

  it('passes on that there is nothing of that id, and that the keys are of an organization', async () => {
    const message = 'Reference object, TRACE: t not found. Skipping comment creation.'
    answers({body: PROJECTS}, {method: 'POST', status: 404, body: {message, error: 'LangfuseNotFoundError'}})
    expect(await cli(`comments create ${MINIMAL}`)).toMatchObject({stdout: '', exitCode: 8})
    answers({status: 403, body: {message: 'Invalid API key. Are you using an organization key?'}})
    expect(await cli(`comments create ${MINIMAL}`)).toMatchObject({stdout: '', exitCode: 3})
  })
})

import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const QUEUE = {
  id: 'cmwr07u3h0013',
  name: 'review',
  description: 'd',
  scoreConfigIds: ['34bbc4a4'],
  createdAt: '2026-11-21T22:53:17.213Z',
  updatedAt: '2026-11-21T22:53:17.213Z',
}
const ROUTE = '/api/public/annotation-queues'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

describe('queues list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--page 2 --page-size 10', '?page=2&limit=10'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [QUEUE], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`queues list ${flags}`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'cmwr07u3h0013\treview\td\t2026-11-21T22:53:17.213Z\n',
      stderr: '',
      exitCode: 0,
    })
  })
})

describe('queues get', () => {
  it.each([
    ['cmwr07u3h0013', '/cmwr07u3h0013'],
    ['"a/b %"', '/a%2Fb%20%25'],
  ])('%s', async (id, path) => {
    const sent = answers({body: QUEUE})
    const {stdout, exitCode} = await cli(`queues get ${id}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(QUEUE)
    expect(exitCode).toBe(0)
  })

  it('passes a 404 on', async () => {
    answers({status: 404, body: {message: 'Annotation queue not found', error: 'LangfuseNotFoundError'}})
    const {stderr, exitCode} = await cli('queues get nope')
    expect(exitCode).toBe(8)
    expect(stderr).toBe(
      'Error: http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY) answered 404: Annotation queue not found\n',
    )
  })
})

describe('queues create', () => {
  it.each([
    ['--name review --score-config-id a', {name: 'review', scoreConfigIds: ['a']}],
    [
      '--name review --score-config-id a,b --score-config-id c --description d',
      {name: 'review', description: 'd', scoreConfigIds: ['a,b', 'c']},
    ],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'POST', body: QUEUE})
    const {stdout, stderr, exitCode} = await cli(`queues create ${flags}`)
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(QUEUE)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Created queue review (cmwr07u3h0013)\n', exitCode: 0})
  })

  it.each([
    ['--name review', '--score-config-id is missing'],
    [`--name review --body '{"scoreConfigIds":[]}'`, '--score-config-id: a queue needs at least one'],
    [`--name review --score-config-id a --body '{"owner":"x"}'`, 'unknown field "owner"'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`queues create ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('passes on that the plan has room for one only', async () => {
    const message = 'Maximum number of annotation queues reached on Hobby plan.'
    answers({method: 'POST', status: 405, body: {message, error: 'MethodNotAllowedError'}})
    const {stderr, exitCode} = await cli('queues create --name two --score-config-id a --json')
    expect(exitCode).toBe(5)
    expect(JSON.parse(stderr).error).toMatchObject({code: 'not_available', status: 405})
    expect(stderr).toContain(message)
  })
})

describe('queues assignments', () => {
  it('create', async () => {
    const answer = {userId: 'u', projectId: 'p', queueId: 'q/1'}
    const sent = answers({method: 'POST', body: answer})
    const {stdout, stderr, exitCode} = await cli('queues assignments create q/1 --user-id u')
    expect(sent).toEqual([request('POST', '/q%2F1/assignments', {userId: 'u'})])
    expect(JSON.parse(stdout)).toEqual(answer)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Assigned user u to queue q/1\n', exitCode: 0})
  })

  it('create is repeated after a reset', async () => {
    answers({method: 'POST', error: 'ECONNRESET'}, {method: 'POST', body: {userId: 'u', projectId: 'p', queueId: 'q'}})
    expect(await cli('queues assignments create q --user-id u --retries 1')).toMatchObject({exitCode: 0})
  })

  it.each(['--user-id u', `--body '{"userId":"u"}'`])('delete sends a body, and says what holds: %s', async (flags) => {
    const sent = answers({method: 'DELETE', body: {success: true}})
    const {stdout, stderr, exitCode} = await cli(`queues assignments delete q/1 ${flags} --yes --json`)
    expect(sent).toEqual([request('DELETE', '/q%2F1/assignments', {userId: 'u'})])
    expect(JSON.parse(stdout)).toEqual({success: true})
    expect({stderr, exitCode}).toEqual({stderr: '✓ User u is not assigned to queue q/1 now\n', exitCode: 0})
  })

  it.each([
    ['create', ''],
    ['delete', '--yes'],
  ])('%s wants the user', async (verb, flags) => {
    const {stdout, stderr, exitCode} = await cli(`queues assignments ${verb} q ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('--user-id is missing')
  })

  it('delete sends nothing without --yes', async () => {
    const {stderr, exitCode} = await cli('queues assignments delete q --user-id u')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('delete the assignment of user u to queue q on http://langfuse.test')
  })

  it('delete is not done when the server says so', async () => {
    answers({method: 'DELETE', body: {success: false}})
    const {stderr, exitCode} = await cli('queues assignments delete q --user-id u --yes')
    expect(exitCode).toBe(5)
    expect(stderr).not.toContain('✓')
  })

  it('passes on that there is no such user', async () => {
    const message = 'User not found or not authorized for this project'
    answers({method: 'POST', status: 404, body: {message, error: 'LangfuseNotFoundError'}})
    expect(await cli('queues assignments create q --user-id nope')).toMatchObject({stdout: '', exitCode: 8})
  })
})

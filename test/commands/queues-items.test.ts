import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const ITEM = {
  id: 'item-7',
  queueId: 'q/1',
  objectId: 'd40b8fcd',
  objectType: 'TRACE',
  status: 'PENDING',
  completedAt: null,
  createdAt: '2026-11-21T22:53:17.284Z',
  updatedAt: '2026-11-21T22:53:17.284Z',
}
const ROUTE = '/api/public/annotation-queues/q%2F1/items'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

describe('queues items list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--status COMPLETED --limit 5', '?status=COMPLETED&page=1&limit=5'],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [ITEM], meta: {page: 1, limit: 50, totalItems: 1, totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`queues items list q/1 ${flags}`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'item-7\tTRACE\td40b8fcd\tPENDING\t\t2026-11-21T22:53:17.284Z\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('refuses an unknown status', async () => {
    const {stderr, exitCode} = await cli('queues items list q/1 --status DONE')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('PENDING, COMPLETED')
  })
})

it('queues items get', async () => {
  const sent = answers({body: ITEM})
  const {stdout, exitCode} = await cli('queues items get q/1 "a/b %"')
  expect(sent).toEqual([request('GET', '/a%2Fb%20%25')])
  expect(JSON.parse(stdout)).toEqual(ITEM)
  expect(exitCode).toBe(0)
})

describe('queues items create', () => {
  it.each([
    ['--object-type TRACE --object-id t', {objectType: 'TRACE', objectId: 't'}],
    [
      '--object-type SESSION --object-id "a/b" --status COMPLETED',
      {objectType: 'SESSION', objectId: 'a/b', status: 'COMPLETED'},
    ],
  ])('%s', async (flags, body) => {
    const sent = answers({method: 'POST', body: ITEM})
    const {stdout, stderr, exitCode} = await cli(`queues items create q/1 ${flags}`)
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(ITEM)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Added TRACE d40b8fcd as item item-7\n', exitCode: 0})
  })

  it.each([
    ['--object-id t', '--object-type is missing'],
    ['--object-type PROMPT --object-id t', 'TRACE, OBSERVATION, SESSION'],
    ['--object-type TRACE', '--object-id is missing'],
    [`--object-type TRACE --object-id t --body '{"status":null}'`, '--status: Invalid option'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`queues items create q/1 ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('is not repeated after a reset: the same object can be added twice', async () => {
    answers({method: 'POST', error: 'ECONNRESET'})
    const line = 'queues items create q/1 --object-type TRACE --object-id t'
    expect(await cli(line)).toMatchObject({stdout: '', exitCode: 4})
  })
})

describe('queues items update', () => {
  it('sets the status', async () => {
    const sent = answers({method: 'PATCH', body: {...ITEM, status: 'COMPLETED'}})
    const {stderr, exitCode} = await cli('queues items update q/1 item-7 --status COMPLETED')
    expect(sent).toEqual([request('PATCH', '/item-7', {status: 'COMPLETED'})])
    expect({stderr, exitCode}).toEqual({stderr: '✓ Updated item item-7 (COMPLETED)\n', exitCode: 0})
  })

  it('refuses to change nothing', async () => {
    const {stderr, exitCode} = await cli('queues items update q/1 item-7')
    expect({stderr, exitCode}).toEqual({stderr: 'Error: nothing to change: give --status\n', exitCode: 2})
  })
})

describe('queues items delete', () => {
  it('deletes with --yes', async () => {
    const answer = {success: true, message: 'Annotation queue item deleted successfully'}
    const sent = answers({method: 'DELETE', body: answer})
    const {stdout, stderr, exitCode} = await cli('queues items delete q/1 item/7 --yes --json')
    expect(sent).toEqual([request('DELETE', '/item%2F7')])
    expect(JSON.parse(stdout)).toEqual(answer)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Deleted item item/7 of queue q/1\n', exitCode: 0})
  })

  it('sends nothing without --yes', async () => {
    const {stderr, exitCode} = await cli('queues items delete q/1 item-7')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('delete item item-7 of queue q/1 on http://langfuse.test')
  })
})

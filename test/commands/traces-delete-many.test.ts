import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const QUEUED = {message: 'Traces deleted successfully'}

function request(method: string, path: string, body?: unknown) {
  return {method, path: `/api/public/traces${path}`, authorization: BASIC, body}
}

describe('traces delete-many', () => {
  const many = Array.from({length: 120}, (_, index) => `trace-${index}`)

  it('takes ids from flags, each once', async () => {
    const sent = answers({method: 'DELETE', body: QUEUED})
    const {stdout, stderr, exitCode} = await cli('traces delete-many --trace-id a --trace-id b --trace-id a -y')
    expect(sent).toEqual([request('DELETE', '', {traceIds: ['a', 'b']})])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: '✓ Queued the deletion of 2 traces\n', exitCode: 0})
  })

  it('takes ids from stdin, in chunks of 50', async () => {
    const last = {message: 'Traces deleted successfully', more: 1, queued: 'x'}
    const sent = answers(...[QUEUED, QUEUED, last].map((body) => ({method: 'DELETE', body})))
    const stdin = `\uFEFF${many.join('\r\n')}\r\n\r\n`
    const {stdout, stderr, exitCode} = await cli('traces delete-many --ids-from - --yes --json', {stdin})
    expect(sent).toEqual([
      request('DELETE', '', {traceIds: many.slice(0, 50)}),
      request('DELETE', '', {traceIds: many.slice(50, 100)}),
      request('DELETE', '', {traceIds: many.slice(100)}),
    ])
    expect(JSON.parse(stdout)).toEqual({message: 'Traces deleted successfully', more: 1, queued: 120})
    expect({stderr, exitCode}).toEqual({stderr: '✓ Queued the deletion of 120 traces\n', exitCode: 0})
  })

  it.each(['', '@'])('takes ids from a file (%sFILE), beside flags', async (sign) => {
    const file = join(mkdtempSync(join(tmpdir(), 'langfusectl-test-')), 'ids.txt')
    writeFileSync(file, 'b\nc\n')
    const sent = answers({method: 'DELETE', body: QUEUED})
    const {exitCode} = await cli(`traces delete-many --trace-id a --ids-from ${sign}${file} --yes`)
    expect(sent).toEqual([request('DELETE', '', {traceIds: ['a', 'b', 'c']})])
    expect(exitCode).toBe(0)
  })

  it('says how far it came when it fails in the middle', async () => {
    const sent = answers(
      {method: 'DELETE', body: QUEUED},
      {method: 'DELETE', status: 429, body: {message: 'Rate limit exceeded'}, headers: {'retry-after': '3600'}},
    )
    const {stdout, stderr, exitCode} = await cli('traces delete-many --ids-from - --yes', {stdin: many.join('\n')})
    expect(sent.length).toBe(2)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 9})
    expect(stderr).toContain('1 of 3 chunks (of 50 traces) are queued. Run it again')
    expect(stderr).not.toContain('✓')
  })

  it('does not call queued what was answered strangely', async () => {
    answers({method: 'DELETE', body: '[]', headers: {'content-type': 'application/json'}})
    const {stdout, stderr, exitCode} = await cli('traces delete-many --trace-id a --yes --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(JSON.parse(stderr).error.message).toContain('not as a Langfuse server does')
  })

  it('says nothing of chunks when the first one fails', async () => {
    answers({method: 'DELETE', status: 403, body: {message: 'Forbidden'}})
    const {stderr, exitCode} = await cli('traces delete-many --ids-from - --yes', {stdin: many.join('\n')})
    expect(exitCode).toBe(5)
    expect(stderr).not.toContain('chunks')
  })

  it('prints a request for each chunk', async () => {
    const {stdout, exitCode} = await cli('traces delete-many --ids-from - --curl', {stdin: many.join('\n')})
    expect(exitCode).toBe(0)
    expect(stdout.match(/^curl /gm)?.length).toBe(3)
  })

  it.each([
    [
      '--trace-id a --trace-id b',
      '',
      'This would delete 2 traces on http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY); nothing was sent',
    ],
    ['--yes', '', 'No ids'],
    ['--ids-from - --yes', '\n \n', 'No ids'],
    ['--ids-from - --yes', '', 'stdin is empty'],
  ])('refuses %s', async (flags, stdin, words) => {
    const {stdout, stderr, exitCode} = await cli(`traces delete-many ${flags}`, {stdin})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('refuses a file that is not there', async () => {
    expect(await cli('traces delete-many --ids-from nowhere.txt -y')).toMatchObject({stdout: '', exitCode: 6})
  })
})

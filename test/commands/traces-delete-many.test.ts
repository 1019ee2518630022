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
  const many = Array.from({length: 250}, (_, index) => `trace-${index}`)

  it('takes ids from flags, each once', async () => {
    const sent = answers({method: 'DELETE', body: QUEUED})
    const {stdout, stderr, exitCode} = await cli('traces delete-many --trace-id a --trace-id b --trace-id a -y')
    expect(sent).toEqual([request('DELETE', '', {traceIds: ['a', 'b']})])
    expect({stdout, stderr, exitCode}).toEqual({stdout: '', stderr: '✓ Queued the deletion of 2 traces\n', exitCode: 0})
  })

  it('takes ids from stdin, 100 in one request', async () => {
    const last = {message: 'Traces deleted successfully', more: 1, queued: 'x'}
    const sent = answers(...[QUEUED, QUEUED, last].map((body) => ({method: 'DELETE', body})))
    const stdin = `\uFEFF${many.join('\r\n')}\r\n\r\n`
    const {stdout, stderr, exitCode} = await cli('traces delete-many --ids-from - --yes --json', {stdin})
    expect(sent).toEqual([
      request('DELETE', '', {traceIds: many.slice(0, 100)}),
      request('DELETE', '', {traceIds: many.slice(100, 200)}),
      request('DELETE', '', {traceIds: many.slice(200)}),
    ])
    expect(JSON.parse(stdout)).toEqual({message: 'Traces deleted successfully', more: 1, queued: 250})
    expect({stderr, exitCode}).toEqual({stderr: '✓ Queued the deletion of 250 traces\n', exitCode: 0})
  })

  it.each(['', '@'])('takes ids from a file (%sFILE), beside flags', async (sign) => {
    const file = join(mkdtempSync(join(tmpdir(), 'langfusectl-test-')), 'ids.txt')
    writeFileSync(file, 'b\nc\n')
    const sent = answers({method: 'DELETE', body: QUEUED})
    const {exitCode} = await cli(`traces delete-many --trace-id a --ids-from ${sign}${file} --yes`)
    expect(sent).toEqual([request('DELETE', '', {traceIds: ['a', 'b', 'c']})])
    expect(exitCode).toBe(0)
  })

  it.each([
    ['429', {status: 429, body: {message: 'Rate limit exceeded'}, headers: {'retry-after': '3600'}}],
    ['500', {status: 500, body: {message: 'Internal Server Error', error: 'An unknown error occurred'}}],
    ['a lost connection', {error: 'ECONNRESET'}],
  ])('says what is queued and what is not when it ends with %s in the middle', async (_, failure) => {
    const sent = answers({method: 'DELETE', body: QUEUED}, {method: 'DELETE', ...failure})
    const line = 'traces delete-many --ids-from - --yes --json --retries 0'
    const {stdout, stderr, exitCode} = await cli(line, {stdin: many.join('\n')})
    expect(sent.length).toBe('status' in failure ? 2 : 1)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 7})
    const {error} = JSON.parse(stderr)
    expect(error.code).toBe('partial')
    expect(error.message).toContain('100 of 250 traces are queued; the others, from trace-100 on, are not')
    expect(error.hint).toContain('Run it again')
  })

  it('does not call queued what was answered strangely', async () => {
    answers({method: 'DELETE', body: '[]', headers: {'content-type': 'application/json'}})
    const {stdout, stderr, exitCode} = await cli('traces delete-many --trace-id a --yes --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(JSON.parse(stderr).error.message).toContain('not as a Langfuse server does')
  })

  it('says nothing of parts when the first one fails', async () => {
    answers({method: 'DELETE', status: 403, body: {message: 'Forbidden'}})
    const {stderr, exitCode} = await cli('traces delete-many --ids-from - --yes', {stdin: many.join('\n')})
    expect(exitCode).toBe(5)
    expect(stderr).not.toContain('queued')
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
    ['--trace-id "" --yes', '', '--trace-id: is empty'],
    ['--trace-id "a\nb" --yes', '', '--trace-id: has control characters'],
    ['--ids-from - --yes', '', 'stdin is empty'],
  ])('refuses %s', async (flags, stdin, words) => {
    const {stdout, stderr, exitCode} = await cli(`traces delete-many ${flags}`, {stdin})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('refuses a file that is not there', async () => {
    expect(await cli('traces delete-many --ids-from nowhere.txt -y')).toMatchObject({stdout: '', exitCode: 6})
  })

  const rows = ['del-1', 'del-2'].map((id) => ({
    id,
    name: 'n: "x"',
    timestamp: '2026-01-01T00:00:00.000Z',
    input: {id: 'inner'},
    output: 'a\nb',
    metadata: {},
    latency: 1,
    totalCost: 0,
    tags: [],
  }))
  const FORMS = ['table', 'json', 'ndjson', 'csv', 'tsv', 'yaml'].flatMap((format) =>
    ['', '--columns id', '--columns name,id', '--columns name', '--header', '--no-header', '--columns id --header'].map(
      (flags) => `-o ${format} ${flags}`,
    ),
  )
  it.each(['', '--jq .id', '--jq .', '--jq "[.id]"', ...FORMS])(
    'takes what traces list %s prints, or refuses it',
    async (form) => {
      answers({body: {data: rows, meta: {page: 1, limit: 50, totalItems: 2, totalPages: 1}}})
      const list = await cli(`traces list --api-version 3 -q ${form}`)
      const understood = /json|yaml|--columns id|^--jq \./.test(form) && !form.endsWith('name')
      const sent = answers(...(understood ? [{method: 'DELETE', body: QUEUED}] : []))
      sent.length = 0
      const {stderr, exitCode} = await cli('traces delete-many --ids-from - --yes', {stdin: list.stdout})
      if (understood) {
        expect(sent).toEqual([request('DELETE', '', {traceIds: ['del-1', 'del-2']})])
        expect(exitCode).toBe(0)
      } else {
        expect({sent, exitCode}).toEqual({sent: [], exitCode: 2})
        expect(stderr).toMatch(/stdin, (line|row) \d+: .*; nothing was sent|not valid JSON.* line \d/)
      }
    },
  )
})

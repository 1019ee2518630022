import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const ITEM = {
  id: 'ticket-1042',
  status: 'ACTIVE',
  input: {question: 'Where?'},
  expectedOutput: 'There',
  metadata: null,
  sourceTraceId: null,
  sourceObservationId: null,
  datasetId: 'cmi9qkq6o0001',
  datasetName: 'a/100%',
  createdAt: '2026-11-21T22:53:14.635Z',
  updatedAt: '2026-11-21T22:53:15.635Z',
  mediaReferences: [],
}
const META = {page: 1, limit: 50, totalPages: 1, totalItems: 1}
const ROUTE = '/api/public/dataset-items'

function request(method: string, path: string, body?: unknown) {
  return {method, path: ROUTE + path, authorization: BASIC, body}
}

describe('datasets items list', () => {
  it.each([
    ['', '?page=1&limit=50'],
    ['--dataset-name "a/100% ü"', '?datasetName=a%2F100%25+%C3%BC&page=1&limit=50'],
    ['--source-trace-id t --source-observation-id o', '?sourceTraceId=t&sourceObservationId=o&page=1&limit=50'],
    [
      '--dataset-name d --version 2026-11-01T00:00:00Z',
      '?datasetName=d&version=2026-11-01T00%3A00%3A00.000Z&page=1&limit=50',
    ],
  ])('%s', async (flags, query) => {
    const sent = answers({body: {data: [ITEM], meta: META}})
    const {stdout, stderr, exitCode} = await cli(`datasets items list ${flags}`)
    expect(sent).toEqual([request('GET', query)])
    expect({stdout, stderr, exitCode}).toEqual({
      stdout: 'ticket-1042\t{"question":"Where?"}\tThere\tACTIVE\ta/100%\t2026-11-21T22:53:15.635Z\n',
      stderr: '',
      exitCode: 0,
    })
  })

  it('wants the dataset with --version', async () => {
    const {stdout, stderr, exitCode} = await cli('datasets items list --version 2026-11-01')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('--version: needs --dataset-name too')
  })
})

describe('datasets items get', () => {
  it.each([
    ['ticket-1042', '/ticket-1042'],
    ['"a/100% b"', '/a%2F100%25%20b'],
  ])('%s', async (id, path) => {
    const sent = answers({body: ITEM})
    const {stdout, exitCode} = await cli(`datasets items get ${id}`)
    expect(sent).toEqual([request('GET', path)])
    expect(JSON.parse(stdout)).toEqual(ITEM)
    expect(exitCode).toBe(0)
  })

  it('passes a 404 on', async () => {
    answers({status: 404, body: {message: 'Dataset item not found', error: 'LangfuseNotFoundError'}})
    const {stderr, exitCode} = await cli('datasets items get nope')
    expect(exitCode).toBe(8)
    expect(stderr).toBe(
      'Error: http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY) answered 404: Dataset item not found\n',
    )
  })
})

describe('datasets items create', () => {
  it.each([
    [
      `--dataset-name d --id i --input '{"a":[1]}' --expected-output '[42]' --metadata '"t"' --status ARCHIVED --source-trace-id t --source-observation-id o`,
      '',
      {
        datasetName: 'd',
        input: {a: [1]},
        expectedOutput: [42],
        metadata: 't',
        id: 'i',
        status: 'ARCHIVED',
        sourceTraceId: 't',
        sourceObservationId: 'o',
      },
    ],
    ['--dataset-name d --input "plain text"', '', {datasetName: 'd', input: 'plain text'}],
    ['--dataset-name d --input -', '{"from":"stdin"}\n', {datasetName: 'd', input: {from: 'stdin'}}],
    ['--dataset-name d --input -', 'just text\n', {datasetName: 'd', input: 'just text\n'}],
    [`--dataset-name d --input '"quoted"'`, '', {datasetName: 'd', input: 'quoted'}],
    ['--dataset-name d --input @@handle', '', {datasetName: 'd', input: '@handle'}],
    [
      `--dataset-name d --body '{"input":"true","expectedOutput":null,"metadata":"","id":"i","status":null}'`,
      '',
      {datasetName: 'd', input: '"true"', expectedOutput: 'null', metadata: '""', id: 'i', status: null},
    ],
    [`--dataset-name d --input '[]' --body '{"metadata":null}'`, '', {datasetName: 'd', input: [], metadata: null}],
  ])('%s', async (flags, stdin, body) => {
    const sent = answers({method: 'POST', body: ITEM})
    const {stdout, stderr, exitCode} = await cli(`datasets items create ${flags}`, {stdin})
    expect(sent).toEqual([request('POST', '', body)])
    expect(JSON.parse(stdout)).toEqual(ITEM)
    expect({stderr, exitCode}).toEqual({stderr: '✓ Saved item ticket-1042 in a/100%\n', exitCode: 0})
  })

  it.each([
    ['', '--dataset-name is missing'],
    ['--dataset-name d', '--input: a new item needs one'],
    [`--dataset-name d --body '{"input":null}'`, '--input: a new item needs one'],
    ['--dataset-name d --status DONE', 'ACTIVE'],
    [`--dataset-name d --id ${'i'.repeat(256)}`, 'at most 255'],
    [`--dataset-name d --input '{"a":'`, '--input is not valid JSON'],
  ])('refuses %s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`datasets items create ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('is repeated after a reset when it carries an id', async () => {
    const sent = answers({method: 'POST', error: 'ECONNRESET'}, {method: 'POST', body: ITEM})
    expect(await cli('datasets items create --dataset-name d --id i --retries 1')).toMatchObject({exitCode: 0})
    expect(sent).toEqual([request('POST', '', {datasetName: 'd', id: 'i'})])
  })

  it('is not repeated after a reset without an id', async () => {
    answers({method: 'POST', error: 'ECONNRESET'})
    expect(await cli('datasets items create --dataset-name d --input x')).toMatchObject({stdout: '', exitCode: 4})
  })
})

describe('datasets items delete', () => {
  it('deletes with --yes', async () => {
    const sent = answers({method: 'DELETE', body: {message: 'Dataset item successfully deleted'}})
    const {stdout, stderr, exitCode} = await cli('datasets items delete "a/1%" --yes --json')
    expect(sent).toEqual([request('DELETE', '/a%2F1%25')])
    expect(JSON.parse(stdout)).toEqual({message: 'Dataset item successfully deleted'})
    expect({stderr, exitCode}).toEqual({stderr: '✓ Deleted item a/1%\n', exitCode: 0})
  })

  it('sends nothing without --yes', async () => {
    const {stdout, stderr, exitCode} = await cli('datasets items delete a')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('item a on http://langfuse.test (keys from LANGFUSE_PUBLIC_KEY)')
  })
})

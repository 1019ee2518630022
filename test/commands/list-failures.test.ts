import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli} from '../cli.js'

function rows(from: number, to: number) {
  return Array.from({length: to - from + 1}, (_, index) => ({
    id: `id-${from + index}`,
    name: `n${from + index}`,
    metadata: {},
    inputSchema: null,
    expectedOutputSchema: null,
    projectId: 'p',
    createdAt: '2026-11-21T22:53:14.635Z',
    updatedAt: '2026-11-21T22:53:15.635Z',
  }))
}

function page(number: number, from: number, to: number, total: number, limit = 100): Answer {
  const meta = {page: number, limit, totalItems: total, totalPages: Math.ceil(total / limit)}
  return {body: {data: rows(from, to), meta}}
}

describe('a failure on the way', () => {
  const failure = {status: 500, body: {message: 'Internal Server Error', error: 'boom'}}

  it.each([
    [
      'json',
      `[\n${rows(1, 100)
        .map((row) => `  ${JSON.stringify(row)}`)
        .join(',\n')}`,
    ],
    [
      'ndjson',
      `${rows(1, 100)
        .map((row) => JSON.stringify(row))
        .join('\n')}\n`,
    ],
  ])('leaves %s as far as it came, and says where to go on', async (format, expected) => {
    answers(page(1, 1, 100, 250), failure)
    const {stdout, stderr, exitCode} = await cli(`datasets list --all -o ${format}`)
    expect({stdout, exitCode}).toEqual({stdout: expected, exitCode: 5})
    const {error} = JSON.parse(stderr)
    expect(error).toMatchObject({code: 'rejected', status: 500})
    expect(error.hint).toBe('100 rows were written. The rest: the same command with --page 2 --page-size 100 --all')
  })

  it('writes each page before the next is asked for', async () => {
    answers(page(1, 1, 100, 250), failure)
    const {chunks} = await cli('datasets list --all -o ndjson')
    expect(chunks).toHaveLength(1)
  })

  it('adds no word when nothing was written', async () => {
    answers(failure)
    const {stdout, stderr, exitCode} = await cli('datasets list --all --json')
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(JSON.parse(stderr).error.hint).toBeUndefined()
  })

  it('csv tells of fields that came too late', async () => {
    const late = {...rows(101, 101)[0], late: 1}
    answers(page(1, 1, 100, 101), {body: {data: [late], meta: {page: 2, limit: 100, totalItems: 101, totalPages: 2}}})
    const {stdout, stderr, exitCode} = await cli('datasets list --all -o csv')
    expect(stdout.trim().split('\r\n')).toHaveLength(102)
    expect(exitCode).toBe(7)
    expect(stderr).toContain('late')
  })
})

it.each(['csv', 'tsv', 'table', 'json', 'ndjson', 'yaml'])(
  'rows that are no objects are no list, as %s',
  async (format) => {
    answers({body: {data: [null, 42], meta: {totalPages: 1}}})
    const {stdout, stderr, exitCode} = await cli(`datasets list -o ${format}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toMatch(/answered 200, .* no list/)
  },
)

import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli} from '../cli.js'

const TOO_MUCH: [string, Answer][] = [
  ['422', {status: 422, body: {message: 'Request is too large'}}],
  ['524', {status: 524, body: '<html>'}],
  ['a timeout', {error: 'ETIMEDOUT'}],
]

function rows(from: number, to: number) {
  return Array.from({length: to - from + 1}, (_, index) => ({
    id: `${from + index}`,
    timestamp: '2026-11-21T10:00:00.000Z',
    startTime: '2026-11-21T10:00:00.000Z',
    traceId: `${from + index}`,
    type: 'SPAN',
  }))
}

function numbered(from: number, to: number, total: number, limit: number): Answer {
  const meta = {page: Math.ceil(to / limit), limit, totalItems: total, totalPages: Math.ceil(total / limit)}
  return {body: {data: rows(from, to), meta}}
}

function following(from: number, to: number, cursor?: string): Answer {
  return {body: {data: rows(from, to), meta: cursor ? {cursor} : {}}}
}

/** Before the newer route is asked alone, whether it has new rows: servers in legacy mode have none of this. */
const NOT_LEGACY: Answer = {body: {data: []}}
/** That question, which is no page, as `walk` tells what was asked. */
const WHETHER_LEGACY = [null, 0]

async function walk(line: string, ...given: Answer[]) {
  const sent = answers(...given)
  const {stdout, ...rest} = await cli(`${line} -o ndjson --retries 0`)
  const ids = stdout.split('\n').flatMap((text) => (text === '' ? [] : [Number(JSON.parse(text).id)]))
  const asked = sent.map(({path}) => {
    const query = new URLSearchParams(path.split('?')[1])
    return [query.get('page') ?? query.get('cursor'), Number(query.get('limit'))]
  })
  return {ids, asked, ...rest}
}

function upTo(count: number): number[] {
  return Array.from({length: count}, (_, index) => index + 1)
}

describe.each(TOO_MUCH)('a page that is too much: %s', (name, refusal) => {
  const unseen = name === 'a timeout'
  const seen = (asked: unknown[][]) => (unseen ? asked.filter(([, , refused]) => !refused) : asked)
  const told = (asked: unknown[][]) => seen(asked).map(([where, limit]) => [where, limit])

  it('is asked for in halves, by page numbers', async () => {
    const {ids, asked, exitCode} = await walk(
      'traces list --limit 40',
      refusal,
      numbered(1, 20, 100, 20),
      refusal,
      numbered(21, 30, 100, 10),
      numbered(31, 40, 100, 10),
    )
    expect({ids, exitCode}).toEqual({ids: upTo(40), exitCode: 0})
    expect(asked).toEqual(
      told([
        ['1', 40, true],
        ['1', 20],
        ['2', 20, true],
        ['3', 10],
        ['4', 10],
      ]),
    )
  })

  it('is asked for in fifths where it has no half', async () => {
    const {ids, asked} = await walk(
      'observations list --limit 25',
      refusal,
      ...[1, 6, 11, 16, 21].map((from) => numbered(from, from + 4, 25, 5)),
    )
    expect(ids).toEqual(upTo(25))
    expect(asked).toEqual(
      told([
        ['1', 25, true],
        ['1', 5],
        ['2', 5],
        ['3', 5],
        ['4', 5],
        ['5', 5],
      ]),
    )
  })

  it('is asked for in halves, by cursors', async () => {
    const {ids, asked, exitCode} = await walk(
      'observations list --api-version 4 --limit 40',
      NOT_LEGACY,
      refusal,
      following(1, 20, 'a'),
      refusal,
      following(21, 30, 'b'),
      following(31, 40, 'c'),
    )
    expect({ids, exitCode}).toEqual({ids: upTo(40), exitCode: 0})
    expect(asked).toEqual(told([WHETHER_LEGACY, [null, 40, true], [null, 20], ['a', 20, true], ['a', 10], ['b', 10]]))
  })

  it('is given up where it is small already', async () => {
    const {ids, asked, exitCode} = await walk('traces list --limit 20', refusal, refusal, refusal)
    expect({ids, exitCode}).toEqual({ids: [], exitCode: unseen ? 4 : 5})
    expect(asked).toEqual(
      told([
        ['1', 20, true],
        ['1', 10, true],
        ['1', 5, true],
      ]),
    )
  })
})

describe('what is never asked for in halves', () => {
  it.each<[string, Answer]>([
    ['a refusal for a reason', {status: 422, body: {message: 'no', code: 'reason'}}],
    ['a bad query', {status: 400, body: {message: 'no'}}],
    ['a broken server', {status: 500, body: {message: 'no'}}],
  ])('%s', async (_, answer) => {
    expect(await walk('traces list', answer)).toMatchObject({asked: [['1', 50]], exitCode: 5})
  })

  it('a list of light rows', async () => {
    const sent = answers(NOT_LEGACY, {status: 422, body: {message: 'no'}})
    expect(await cli('observations list --api-version 4 --retries 0')).toMatchObject({exitCode: 5})
    expect(sent).toHaveLength(2)
  })
})

describe('where a list of smaller pages ends early', () => {
  const failure: Answer = {status: 500, body: {message: 'no'}}

  it('the rest counts in them, by page numbers', async () => {
    const [, refusal] = TOO_MUCH[0] as [string, Answer]
    const {ids, stderr} = await walk('traces list --limit 40', refusal, numbered(1, 20, 100, 20), failure)
    expect(ids).toEqual(upTo(20))
    expect(JSON.parse(stderr).error.hint).toContain('with --page 2 --page-size 20 --limit 20')
  })

  it('the rest counts in them, by cursors', async () => {
    const [, refusal] = TOO_MUCH[0] as [string, Answer]
    const line = 'observations list --api-version 4 --limit 40'
    const {stderr} = await walk(line, NOT_LEGACY, refusal, following(1, 20, 'a'), failure)
    expect(JSON.parse(stderr).error.hint).toContain('with --cursor a --page-size 20 --limit 20')
  })
})

describe('a window that is too much, in the smallest page too', () => {
  const refusal: Answer = {status: 422, body: {message: 'Request is too large'}}
  const page = (ids: number[], total: number, next?: number): Answer => ({
    body: {
      data: ids.flatMap((id) => rows(id, id)),
      meta: {page: next ? next - 1 : 1, limit: 5, totalItems: total, totalPages: Math.ceil(total / 5)},
    },
  })

  async function walkWindow(line: string, ...given: Answer[]) {
    const sent = answers(...given)
    const result = await cli(`${line} -o ndjson --retries 0 --page-size 5`)
    const ids = result.stdout.split('\n').flatMap((text) => (text === '' ? [] : [Number(JSON.parse(text).id)]))
    const asked = sent.map(({path}) => {
      const query = new URLSearchParams(path.split('?')[1])
      return `${query.get('fromTimestamp')?.slice(11)} ${query.get('toTimestamp')?.slice(11)} ${query.get('page')}`
    })
    return {...result, ids, asked}
  }
  const day = 'traces list --all --from 2026-11-20T00:00Z --to 2026-11-20T00:00:00.009Z'

  it('is split into halves that neither overlap nor leave out a millisecond, the newer first', async () => {
    const {ids, asked, exitCode, stderr} = await walkWindow(
      day,
      refusal,
      page([1, 2, 3, 4, 5], 6),
      page([6], 6, 2),
      refusal,
      page([7], 1),
      page([8], 1),
    )
    expect({ids, exitCode}).toEqual({ids: upTo(8), exitCode: 0})
    expect(asked).toEqual([
      '00:00:00.000Z 00:00:00.009Z 1',
      '00:00:00.004Z 00:00:00.009Z 1',
      '00:00:00.004Z 00:00:00.009Z 2',
      '00:00:00.000Z 00:00:00.004Z 1',
      '00:00:00.002Z 00:00:00.004Z 1',
      '00:00:00.000Z 00:00:00.002Z 1',
    ])
    expect(stderr).toContain('8 of 8')
  })

  it('counts what each part should have', async () => {
    const {exitCode, stderr} = await walkWindow(day, refusal, page([1], 1), page([2], 3))
    expect({exitCode, stderr}).toEqual({exitCode: 7, stderr: expect.stringMatching(/counts 4 rows, but gave 2/)})
  })

  it('says after a failure where the part begins that was not finished', async () => {
    const {exitCode, stderr} = await walkWindow(day, refusal, page([1], 1), page([2, 3, 4, 5, 6], 9), {status: 500})
    expect(exitCode).toBe(5)
    expect(stderr).toContain('--to 2026-11-20T00:00:00.004Z; its first 5 rows are out already')
  })

  it.each([
    ['without a beginning', 'traces list --all', 1],
    ['in another order', `${day} --order-by timestamp.asc`, 1],
    ['eight times already', 'traces list --all --from 2025-11-20T00:00Z --to 2026-11-20T00:00Z', 9],
  ])('is not split %s', async (_, line, requests) => {
    const {asked, exitCode} = await walkWindow(line, ...Array.from({length: requests}, () => refusal))
    expect({requests: asked.length, exitCode}).toEqual({requests, exitCode: 5})
  })
})

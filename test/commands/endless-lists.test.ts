import {describe, expect, it} from 'vitest'
import {answers, cli} from '../cli.js'

function row(id: string) {
  return {id, name: id, traceId: 't', type: 'SPAN', startTime: '2026-11-21T10:00:00.000Z'}
}

/** A list with more pages than anybody can read, as its page `page` says. */
function numbered(page: number, ...ids: string[]) {
  return {data: ids.map(row), meta: {page, limit: 1, totalItems: 1e9, totalPages: 1e9}}
}

function following(cursor: string, ...ids: string[]) {
  return {data: ids.map(row), meta: {cursor}}
}

const EMPTY = 'empty pages that promise more'
const SAME_PAGE = 'it is the page before once more'
const sameToken = (token: string) => `it gives the same page token (${token}) again and again`

const LISTS = {
  pages: 'datasets list --all -o ndjson',
  cursors: 'scores list --api-version 4 --all -o ndjson',
}
const RAW = 'api /x/y --paginate'

/** What a server sends, page by page, until nobody asks any more; ids that are printed; and what is said of it. */
const ENDLESS: [kind: string, line: string, bodies: object[], ids: string[], problem: string][] = [
  ['empty pages', LISTS.pages, [numbered(1), numbered(2), numbered(3)], [], EMPTY],
  ['empty pages', 'datasets list -o ndjson', [numbered(1), numbered(2), numbered(3)], [], EMPTY],
  [
    'empty pages behind others',
    LISTS.pages,
    [numbered(1), numbered(2, 'a'), numbered(3), numbered(4), numbered(5)],
    ['a'],
    EMPTY,
  ],
  ['empty pages with cursors', LISTS.cursors, [following('X'), following('Y'), following('Z')], [], EMPTY],
  ['one row', LISTS.pages, [numbered(1, 'a'), numbered(2, 'a'), numbered(3, 'a')], ['a'], SAME_PAGE],
  ['a page', LISTS.pages, [numbered(1, 'a', 'b'), numbered(2, 'a', 'b')], ['a', 'b'], SAME_PAGE],
  ['no count of pages', LISTS.pages, Array(3).fill({data: [row('a')], meta: true}), ['a'], SAME_PAGE],
  ['a cursor and no row', LISTS.cursors, [following('X'), following('X')], [], sameToken('cursor=X')],
  [
    'a cursor and one row',
    LISTS.cursors,
    [following('X', 'a'), following('X', 'b')],
    ['a', 'b'],
    sameToken('cursor=X'),
  ],
  ['the cursor that was typed', `${LISTS.cursors} --cursor X`, [following('X', 'a')], ['a'], sameToken('cursor=X')],
  [
    'two cursors in turn',
    LISTS.cursors,
    [following('X', 'a'), following('Y', 'b'), following('X', 'a')],
    ['a', 'b', 'a'],
    sameToken('cursor=X'),
  ],
  ['empty pages', RAW, [numbered(1), numbered(2), numbered(3)], [], EMPTY],
  ['empty pages with cursors', RAW, [following('X'), following('Y'), following('Z')], [], EMPTY],
  ['one row', RAW, [numbered(1, 'a'), numbered(2, 'a'), numbered(3, 'a')], ['a', 'a'], SAME_PAGE],
  ['a page', RAW, [numbered(1, 'a', 'b'), numbered(2, 'a', 'b')], ['a', 'b'], SAME_PAGE],
  ['a page number', RAW, [numbered(1, 'a'), numbered(1, 'b')], ['a', 'b'], sameToken('page=2')],
  ['two page numbers in turn', RAW, [numbered(2, 'a'), numbered(1, 'b')], ['a', 'b'], sameToken('page=2')],
  ['a cursor and no row', RAW, [following('X'), following('X')], [], sameToken('cursor=X')],
  ['a cursor and one row', RAW, [following('X', 'a'), following('X', 'b')], ['a', 'b'], sameToken('cursor=X')],
  [
    'two cursors in turn',
    RAW,
    [following('X', 'a'), following('Y', 'b'), following('X', 'a')],
    ['a', 'b', 'a'],
    sameToken('cursor=X'),
  ],
]

describe('a server that gives for ever', () => {
  it.each(ENDLESS)('%s is left, by %s', async (_, line, bodies, ids, problem) => {
    const sent = answers(...bodies.map((body) => ({body})))
    const {stdout, stderr, exitCode} = await cli(line)
    expect(stderr).toContain(`The answer is no list: ${problem}`)
    expect({exitCode, requests: sent.length}).toEqual({exitCode: 5, requests: bodies.length})
    expect([...stdout.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id)).toEqual(ids)
  })
})

it('of a raw list that never ends, stderr says what is out and where the rest would begin', async () => {
  answers({body: numbered(1, 'a')}, {body: numbered(1, 'b')})
  const {stderr} = await cli(RAW)
  expect(stderr).toContain('2 pages were written. The rest: the same command with page=2 in the query.')
})

describe('a list that ends is read to its end', () => {
  it.each([
    [
      'with two empty pages in a row',
      [numbered(1), numbered(2), {data: [row('a')], meta: {page: 3, totalPages: 3}}],
      'a',
    ],
    [
      'with a row that moved to the next page',
      [numbered(1, 'a'), numbered(2, 'a'), {data: [row('b')], meta: {page: 3, totalPages: 3}}],
      'ab',
    ],
  ])('%s', async (_, bodies, ids) => {
    for (const line of [LISTS.pages, RAW]) {
      answers(...bodies.map((body) => ({body})))
      const {stdout, exitCode} = await cli(line)
      expect(exitCode).toBe(0)
      const found = [...stdout.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id)
      expect((line === RAW ? [...new Set(found)] : found).join('')).toBe(ids)
    }
  })

  it('a raw answer whose meta is no object is the only one', async () => {
    answers({body: {data: [row('a')], meta: true}})
    const {stderr, exitCode} = await cli(RAW)
    expect({stderr, exitCode}).toEqual({stderr: 'This answer has no pages: it is the only one.\n', exitCode: 0})
  })
})

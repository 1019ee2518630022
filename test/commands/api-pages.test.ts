import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli} from '../cli.js'

const FIRST: Answer = {body: '{"data":[1],"meta":{"page":1,"totalPages":3}}'}
const SECOND: Answer = {body: '{"data":[2],"meta":{"page":2,"totalPages":3}}'}
const THIRD: Answer = {body: '{"data":[3],"meta":{"page":3,"totalPages":3}}'}
const PAGE_BYTES = 45

describe('a page that does not say where it stands', () => {
  it.each<[string, Answer, string]>([
    ['HTML', {body: '<html>', headers: {'content-type': 'text/html'}}, 'is no JSON'],
    ['nothing', {body: ''}, 'is empty'],
    ['rows alone', {body: {data: [2]}}, 'does not say where it stands'],
    ['an empty meta', {body: {data: [2], meta: {}}}, 'does not say where it stands'],
  ])('%s ends the walk with exit 7', async (_, answer, why) => {
    answers(FIRST, answer)
    const {stdout, stderr, exitCode} = await cli('api /x/y --paginate')
    expect({stdout, exitCode}).toEqual({stdout: `${FIRST.body}\n`, exitCode: 7})
    expect(stderr).toContain(`The answer to page=2 ${why}`)
    expect(stderr).toContain('1 page was written. The rest: the same command with page=2 in the query.')
  })
})

it('a page behind a byte order mark is an element of --slurp like any other', async () => {
  answers(FIRST, {body: `\ufeff${THIRD.body}`})
  const {stdout, exitCode} = await cli('api /x/y --paginate --slurp')
  expect({stdout, exitCode}).toEqual({stdout: `[${FIRST.body},${THIRD.body}]\n`, exitCode: 0})
})

it('cursors that are numbers are sent on', async () => {
  const sent = answers({body: {data: [1], meta: {cursor: 7}}}, {body: {data: [2], meta: {cursor: null}}})
  expect((await cli('api /x/y --paginate')).exitCode).toBe(0)
  expect(sent.at(-1)?.path).toBe('/api/public/x/y?cursor=7')
})

describe('--max-bytes', () => {
  const all = ['', ...[FIRST, SECOND, THIRD].map(({body}) => `${body}\n`)]

  it.each([
    [PAGE_BYTES, 0],
    [PAGE_BYTES + 1, 1],
    [2 * (PAGE_BYTES + 1), 2],
  ])('%i holds %i pages, and the cut says so', async (bytes, pages) => {
    answers(...[FIRST, SECOND, THIRD].slice(0, pages + 1))
    const {stdout, stderr, exitCode} = await cli(`api /x/y --paginate --max-bytes ${bytes}`)
    expect({stdout, exitCode}).toEqual({stdout: all.slice(0, pages + 1).join(''), exitCode: 7})
    const words = pages === 1 ? '1 page was' : `${pages} pages were`
    if (pages > 0) expect(stderr).toContain(`${words} written. The rest: the same command with page=${pages + 1} `)
  })

  it.each([
    [FIRST, 2 * (PAGE_BYTES + 1) - 1, 1],
    [{body: `${FIRST.body}\n`}, 2 * (PAGE_BYTES + 1) - 1, 1],
    [{body: `${FIRST.body}\n`}, 2 * (PAGE_BYTES + 1), 2],
  ])('counts a newline once (%#)', async (first, bytes, pages) => {
    answers(first, {body: `${THIRD.body}\n`})
    const {stdout, exitCode} = await cli(`api /x/y --paginate --max-bytes ${bytes}`)
    expect({lines: stdout.split('\n').length - 1, exitCode}).toEqual({lines: pages, exitCode: pages === 2 ? 0 : 7})
  })

  it('counts what closes the array of --slurp', async () => {
    const last = {body: '{"data":[1],"meta":{"page":1,"totalPages":1}}'}
    answers(last, last)
    const line = 'api /x/y --paginate --slurp --max-bytes'
    expect(await cli(`${line} ${PAGE_BYTES + 2}`)).toMatchObject({stdout: '[]\n', exitCode: 7})
    expect(await cli(`${line} 4`)).toMatchObject({stdout: '', exitCode: 2})
    expect(await cli(`${line} ${PAGE_BYTES + 3}`)).toMatchObject({stdout: `[${last.body}]\n`, exitCode: 0})
  })

  it('counts the head of --include', async () => {
    answers({body: '{}'}, {body: '{}'})
    expect(await cli('api /x/y -i --max-bytes 10')).toMatchObject({stdout: '', exitCode: 7})
    expect(await cli('api /x/y -i --max-bytes 1000')).toMatchObject({exitCode: 0})
  })

  it('counts what a refusal of a later page says', async () => {
    answers(FIRST, {status: 400, body: '{"message":"no"}'})
    const {stdout, exitCode} = await cli(`api /x/y --paginate --max-bytes ${PAGE_BYTES + 10}`)
    expect({stdout, exitCode}).toEqual({stdout: `${FIRST.body}\n`, exitCode: 5})
  })

  it('cuts between results of --jq', async () => {
    answers(
      {body: {data: ['a', 'b'], meta: {page: 1, totalPages: 2}}},
      {body: {data: ['c', 'd'], meta: {page: 2, totalPages: 2}}},
    )
    const {stdout, stderr, exitCode} = await cli("api /x/y --paginate --jq '.data[]' --max-bytes 7")
    expect({stdout, exitCode}).toEqual({stdout: 'a\nb\nc\n', exitCode: 7})
    expect(stderr).toContain('3 results')
    expect(stderr).toContain('page=2')
  })
})

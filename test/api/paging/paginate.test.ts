import {describe, expect, it} from 'vitest'
import * as z from 'zod'
import type {Client} from '../../../src/api/http/client.js'
import {ApiError} from '../../../src/api/http/errors.js'
import {type ListEndpoint, listEndpoint} from '../../../src/api/operation/endpoint.js'
import {paginate} from '../../../src/api/paging/paginate.js'
import type {PagePlan} from '../../../src/api/paging/plan.js'

const item = z.looseObject({id: z.number()})
const common = {params: {}, limits: {rate: 'none'} as const, item}
const pages = listEndpoint({...common, path: '/p', paging: 'page'})
const cursors = listEndpoint({...common, path: '/c', paging: 'cursor', maxPageSize: 1000})
const whole = listEndpoint({...common, path: '/w', paging: 'none'})

function ids(...list: number[]) {
  return list.map((id) => ({id}))
}

async function walk(operation: ListEndpoint, plan: PagePlan, answers: unknown[], query = {}) {
  const asked: unknown[] = []
  const client: Client = {
    host: 'http://langfuse.test',
    originFor: () => 'langfuse.test (keys from LANGFUSE_PUBLIC_KEY)',
    prepare: () => {
      throw new Error('not used')
    },
    request: () => {
      throw new Error('not used')
    },
    strange: () => undefined,
    exchange: () => {
      throw new Error('not used')
    },
    send: async (_, input) => {
      asked.push(input.query)
      return {data: answers[asked.length - 1], status: 200, attempts: asked.length}
    },
  }
  const got = []
  for await (const page of paginate(client, operation, {query}, plan)) got.push(page)
  return {asked, got, rows: got.flatMap(({rows}) => rows.map(({id}) => id))}
}

const all = Number.POSITIVE_INFINITY

describe('pages', () => {
  it('keep one size for the whole walk, and the filters', async () => {
    const meta = {totalItems: 9, totalPages: 3}
    const {asked, rows, got} = await walk(
      pages,
      {limit: 5, pageSize: 3},
      [
        {data: ids(1, 2, 3), meta},
        {data: ids(4, 5, 6), meta},
      ],
      {name: 'x'},
    )
    expect(asked).toEqual([
      {name: 'x', page: 1, limit: 3},
      {name: 'x', page: 2, limit: 3},
    ])
    expect(rows).toEqual([1, 2, 3, 4, 5])
    expect(got.map(({cut, next, total, attempts}) => ({cut, next, total, attempts}))).toEqual([
      {cut: false, next: {page: 2}, total: 9, attempts: 1},
      {cut: true, next: {page: 3}, total: 9, attempts: 2},
    ])
  })

  it('ask for no more than is wanted in all', async () => {
    const {asked} = await walk(pages, {limit: 2, pageSize: 100}, [{data: ids(1, 2), meta: {totalPages: 9}}])
    expect(asked).toEqual([{page: 1, limit: 2}])
  })

  it('end by totalPages, not by a short or empty page', async () => {
    const meta = {totalItems: 9, totalPages: 3}
    const answers = [
      {data: ids(1), meta},
      {data: [], meta},
      {data: ids(7), meta},
    ]
    const {asked, rows} = await walk(pages, {limit: all, pageSize: 3}, answers)
    expect({asked: asked.length, rows}).toEqual({asked: 3, rows: [1, 7]})
  })

  it('end by an empty page where the server counts nothing', async () => {
    const answers = [
      {data: ids(1), meta: {}},
      {data: ids(2), meta: {}},
      {data: [], meta: {}},
    ]
    expect((await walk(pages, {limit: all, pageSize: 1}, answers)).rows).toEqual([1, 2])
  })

  it('begin where they are told', async () => {
    const {asked} = await walk(pages, {limit: 3, pageSize: 3, page: 4}, [{data: ids(1), meta: {totalPages: 4}}])
    expect(asked).toEqual([{page: 4, limit: 3}])
  })

  it('keep their size when the first one is named, however few rows are wanted', async () => {
    const {asked, rows} = await walk(pages, {limit: 2, pageSize: 3, page: 4}, [
      {data: ids(10, 11, 12), meta: {totalPages: 4}},
    ])
    expect({asked, rows}).toEqual({asked: [{page: 4, limit: 3}], rows: [10, 11]})
  })

  it('end at once past the last page', async () => {
    const {asked} = await walk(pages, {limit: all, pageSize: 3, page: 9}, [{data: [], meta: {totalPages: 2}}])
    expect(asked).toHaveLength(1)
  })
})

describe('cursors', () => {
  it('ask for what is still wanted, so that the next cursor is exact', async () => {
    const answers = [
      {data: ids(1, 2, 3), meta: {cursor: 'b'}},
      {data: ids(4, 5), meta: {cursor: 'c'}},
    ]
    const {asked, got} = await walk(cursors, {limit: 5, pageSize: 3}, answers, {name: 'x'})
    expect(asked).toEqual([
      {name: 'x', cursor: '', limit: 3},
      {name: 'x', cursor: 'b', limit: 2},
    ])
    expect(got.at(-1)).toMatchObject({next: {cursor: 'c'}, cut: false, total: undefined})
  })

  it('end where there is no further one', async () => {
    const answers = [
      {data: ids(1), meta: {cursor: 'b'}},
      {data: ids(2), meta: {}},
    ]
    const {asked, rows} = await walk(cursors, {limit: all, pageSize: 1000, cursor: 'a'}, answers)
    expect(asked).toEqual([
      {cursor: 'a', limit: 1000},
      {cursor: 'b', limit: 1000},
    ])
    expect(rows).toEqual([1, 2])
  })
})

describe('a list in one answer', () => {
  it('is asked for without paging, and cut', async () => {
    const {asked, rows, got} = await walk(whole, {limit: 2, pageSize: 100}, [{data: ids(1, 2, 3)}])
    expect({asked, rows}).toEqual({asked: [{}], rows: [1, 2]})
    expect(got[0]).toMatchObject({cut: true, total: 3, next: undefined})
  })
})

it.each([[undefined], [null], [[]], ['text'], [{items: []}], [{data: {}}]])('%o is no list', async (answer) => {
  await expect(walk(pages, {limit: 1, pageSize: 1}, [answer])).rejects.toBeInstanceOf(ApiError)
})

it('asks for a page only when it is wanted', async () => {
  let asked = 0
  const client = {
    host: '',
    send: async () => {
      asked++
      return {data: {data: ids(1), meta: {totalPages: 5}}, status: 200, attempts: 1}
    },
  } as unknown as Client
  for await (const page of paginate(client, pages, {}, {limit: all, pageSize: 1})) if (page.rows.length > 0) break
  expect(asked).toBe(1)
})

it.each<[ListEndpoint, PagePlan, object]>([
  [pages, {limit: all, pageSize: 100}, {page: 1, limit: 100}],
  [cursors, {limit: 5, pageSize: 100, cursor: 'a'}, {cursor: 'a', limit: 5}],
  [whole, {limit: 5, pageSize: 100}, {}],
])('knows the query of the first page of $path', async (operation, plan, query) => {
  const {asked} = await walk(operation, plan, [{data: ids(1)}])
  expect(asked[0]).toEqual(query)
})

describe('a server that goes round in circles', () => {
  it('is noticed by its second page', async () => {
    const meta = {totalItems: 6, totalPages: 3}
    const same = {data: ids(1, 2), meta}
    await expect(walk(pages, {limit: all, pageSize: 2}, [same, same, same])).rejects.toThrow('once more')
  })

  it('is not suspected where a row moved on', async () => {
    const meta = {totalItems: 3, totalPages: 3}
    const answers = [
      {data: ids(1), meta},
      {data: ids(1), meta},
      {data: ids(2), meta},
    ]
    expect((await walk(pages, {limit: all, pageSize: 1}, answers)).rows).toEqual([1, 1, 2])
  })
})

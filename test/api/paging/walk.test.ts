import {describe, expect, it} from 'vitest'
import * as z from 'zod'
import type {Client} from '../../../src/api/http/client.js'
import {endpoint} from '../../../src/api/operation/endpoint.js'
import type {PageToken} from '../../../src/api/paging/page-token.js'
import {walkPages} from '../../../src/api/paging/walk.js'

const operation = endpoint({method: 'GET', path: '/x', params: {}, limits: {rate: 'none'}, response: z.unknown()})
const client = {originFor: () => 'langfuse.test'} as unknown as Client

type Pages = {rows: unknown[]; next?: PageToken}[]

/** The tokens that are asked for, and the rows that come, until somebody has enough or the list is refused. */
async function walk(first: PageToken | undefined, pages: Pages, enough = Number.POSITIVE_INFINITY) {
  const asked: (PageToken | undefined)[] = []
  const rows: unknown[] = []
  const answer = {data: undefined, status: 200, attempts: 1}
  const send = async (token: PageToken | undefined) => {
    const {next, ...page} = pages[asked.push(token) - 1] ?? {rows: []}
    return {answer, next, ...page}
  }
  let problem: string | undefined
  try {
    for await (const page of walkPages<PageToken | undefined, Awaited<ReturnType<typeof send>>>(
      client,
      operation,
      first,
      send,
    )) {
      rows.push(...page.rows)
      if (rows.length >= enough) break
    }
  } catch (error) {
    problem = (error as Error).message
  }
  return {asked, rows, problem}
}

describe('a walk', () => {
  it('ends with the page that has no next, and asks for nothing that nobody wants', async () => {
    const pages: Pages = [{rows: [1], next: {cursor: 'a'}}, {rows: [2], next: {cursor: 'b'}}, {rows: [3]}]
    expect(await walk(undefined, pages)).toEqual({
      asked: [undefined, {cursor: 'a'}, {cursor: 'b'}],
      rows: [1, 2, 3],
      problem: undefined,
    })
    expect((await walk(undefined, pages, 2)).asked).toHaveLength(2)
  })

  it.each<[string, PageToken, Pages, string]>([
    ['a cursor that it began with', {cursor: 'a'}, [{rows: [1], next: {cursor: 'a'}}], 'cursor=a'],
    [
      'a cursor of any page before',
      {cursor: 'a'},
      [
        {rows: [1], next: {cursor: 'b'}},
        {rows: [2], next: {cursor: 'c'}},
        {rows: [3], next: {cursor: 'b'}},
      ],
      'cursor=b',
    ],
    ['a page number that does not go up', {page: 3}, [{rows: [1], next: {page: 2}}], 'page=2'],
    ['a start index that does not go up', {startIndex: 1}, [{rows: [1], next: {startIndex: 1}}], 'startIndex=1'],
  ])('refuses %s', async (_, first, pages, token) => {
    const {asked, rows, problem} = await walk(first, pages)
    expect(problem).toBe(`The answer is no list: it gives the same page token (${token}) again and again`)
    expect({asked: asked.length, rows: rows.length}).toEqual({asked: pages.length, rows: pages.length})
  })

  it('refuses no page of a list whose last pages are empty', async () => {
    const pages: Pages = [{rows: [], next: {page: 2}}, {rows: [], next: {page: 3}}, {rows: []}]
    expect(await walk({page: 1}, pages)).toMatchObject({asked: {length: 3}, problem: undefined})
  })
})

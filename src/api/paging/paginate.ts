import type {Answer, Client} from '../http/client.js'
import {ApiError, NetworkError} from '../http/errors.js'
import {isObject} from '../json/object.js'
import type {Input, ListEndpoint} from '../operation/endpoint.js'
import {distinctRows} from './distinct.js'
import {notAList, walkPages} from './walk.js'
import {fixedEnd} from './windows.js'

/** One page as it came. `next` is where the following page begins; absent on the last one. */
export interface Page {
  rows: Record<string, unknown>[]
  /** Of what they were made: rows as the server sent them. */
  sent: Record<string, unknown>[]
  /** Rows in the whole list, where the server counts them; of a window with a fixed end those that it had at first. */
  total: number | undefined
  next: {page: number} | {cursor: string} | undefined
  /** Rows that the server sent and that had not come before, whatever became of them. */
  received: number
  /** Rows of this answer were left out, because no more were wanted. */
  cut: boolean
  /** How often the request was sent. */
  attempts: number
  /** Rows in one answer, where it had to be fewer than planned: a page number of `next` counts in these. */
  size?: number
}

/** Where to begin and how much to ask for. */
export interface PagePlan {
  /** Rows in all; Infinity for every row. */
  limit: number
  /** Rows in one answer, at most the server's maximum. */
  pageSize: number
  /** The first page, from 1; ignored by lists with cursors. */
  page?: number
  cursor?: string
  /** The user chose the page size. */
  sized?: true
  /** Every row of the list as it is at this instant: what arrives later must not move the pages. */
  asOf?: Date
  /** Rows are large: a page that is too much for the server is asked for again in smaller ones. */
  heavy?: true
}

/** What becomes of the rows of a walk. */
export interface Walk {
  /** Other rows in place of those that came; the limit counts these. */
  change?: (rows: Page['rows']) => Page['rows'] | Promise<Page['rows']>
  /** Pages stay whole: it takes many rows to make one that is wanted. */
  wholePages?: true
}

type Token = NonNullable<Page['next']>

/** What an answer says of its page. */
type ReadPage = Pick<Page, 'next' | 'rows' | 'total'>

const SMALLEST_PAGE = 5

interface Envelope {
  totalResults?: number
  meta?: {page?: number; totalItems?: number; totalPages?: number; cursor?: string | null}
}

/**
 * Walks a list page by page; a page is asked for only when it is wanted. With page numbers the size stays the same
 * for the whole walk (another size would shift the rows); with cursors the last page asks for what is still wanted.
 * A heavy page that is too much for the server is asked for again in halves.
 * @throws ApiError when an answer is no list, or the list would never end
 */
export async function* paginate(
  client: Client,
  operation: ListEndpoint,
  input: Input,
  plan: PagePlan,
  {change, wholePages}: Walk = {},
): AsyncGenerator<Page> {
  const end = plan.asOf ? fixedEnd(operation, input.query ?? {}, plan.asOf) : {}
  const query = {...input.query, ...end}
  const isFixed = Object.keys(end).length > 0
  const distinct = distinctRows(operation)
  let wanted = plan.limit
  let size = plan
  let total: number | undefined
  const ask = async (token: Token): Promise<ReadPage & {answer: Answer<unknown>}> => {
    const where = pageQuery(operation, token, size, wholePages ? Number.POSITIVE_INFINITY : wanted)
    try {
      const answer = await client.send(operation, {...input, query: {...query, ...where}})
      return {...readPage(client, operation, answer, token, size), answer}
    } catch (error) {
      const smaller = plan.heavy && isTooLarge(error) ? splitPage(operation, token, size, wanted) : undefined
      if (!smaller) throw error
      size = smaller.size
      return ask(smaller.token)
    }
  }
  for await (const {answer, ...page} of walkPages(client, operation, firstToken(operation, plan), ask)) {
    const fresh = distinct(page.rows)
    total = isFixed ? (total ?? page.total) : page.total
    const found = change ? await change(fresh) : fresh
    const rows = found.slice(0, wanted)
    const cut = rows.length < found.length
    wanted -= rows.length
    yield {
      ...page,
      total,
      rows,
      sent: fresh,
      received: fresh.length,
      cut,
      attempts: answer.attempts,
      ...(size === plan ? {} : {size: size.pageSize}),
    }
    if (wanted <= 0) return
  }
}

/** Whether a request may do better with fewer rows: the server or the time was not enough for so many. */
function isTooLarge(error: unknown): boolean {
  if (error instanceof NetworkError) return error.code === 'ETIMEDOUT'
  if (!(error instanceof ApiError)) return false
  return error.status === 524 || (error.status === 422 && !(isObject(error.body) && 'code' in error.body))
}

/** The same place in smaller pages; undefined where they are small enough already. */
function splitPage(
  operation: ListEndpoint,
  token: Token,
  plan: PagePlan,
  wanted: number,
): {token: Token; size: PagePlan} | undefined {
  const before = operation.paging === 'cursor' ? Math.min(plan.pageSize, wanted) : pageSizeOf(plan)
  if (operation.paging === 'none' || before < 2 * SMALLEST_PAGE) return undefined
  if ('cursor' in token) return {token, size: {...plan, pageSize: Math.floor(before / 2)}}
  const parts = before % 2 === 0 ? 2 : before % 5 === 0 ? 5 : before
  const page = (token.page - 1) * parts + 1
  return {token: {page}, size: {...plan, page: plan.page ?? 1, pageSize: before / parts}}
}

/** The most rows of a page with input and output, unless the user says otherwise. */
const HEAVY_PAGE = 100

/** A plan for pages that carry input and output. */
export function heavyPlan(plan: PagePlan): PagePlan {
  return {...plan, heavy: true, pageSize: plan.sized ? plan.pageSize : Math.min(plan.pageSize, HEAVY_PAGE)}
}

/** A plan for all rows of a list that belongs to a larger answer. */
export function planForAll(operation: ListEndpoint): PagePlan {
  return {limit: Number.POSITIVE_INFINITY, pageSize: operation.maxPageSize}
}

/**
 * The rows of one answer, for those who look for something in a list.
 * @throws ApiError when the answer is no list
 */
export async function readRows(client: Client, operation: ListEndpoint, input: Input = {}): Promise<Page['rows']> {
  return rowsOf(client, operation, await client.send(operation, input))
}

function rowsOf(client: Client, operation: ListEndpoint, answer: Answer<unknown>): Page['rows'] {
  const rows = isObject(answer.data) ? answer.data[operation.rows] : undefined
  if (Array.isArray(rows) && rows.every(isObject)) return rows
  throw notAList(client, operation, answer, `it has no "${operation.rows}" array of objects`)
}

function firstToken(operation: ListEndpoint, plan: PagePlan): Token {
  return operation.paging === 'cursor' ? {cursor: plan.cursor ?? ''} : {page: plan.page ?? 1}
}

function pageQuery(operation: ListEndpoint, token: Token, plan: PagePlan, wanted: number): Record<string, unknown> {
  if (operation.paging === 'none') return {}
  if (operation.paging === 'scim' && 'page' in token) {
    return {startIndex: (token.page - 1) * pageSizeOf(plan) + 1, count: pageSizeOf(plan)}
  }
  return {...token, limit: operation.paging === 'cursor' ? Math.min(plan.pageSize, wanted) : pageSizeOf(plan)}
}

/**
 * Rows in one answer of a walk with page numbers: no more than are wanted in all, except when it begins at a page that
 * was named, because the number of a page means nothing without its size.
 */
export function pageSizeOf({page, pageSize, limit}: PagePlan): number {
  return page === undefined ? Math.min(pageSize, limit) : pageSize
}

function readPage(
  client: Client,
  operation: ListEndpoint,
  answer: Answer<unknown>,
  token: Token,
  plan: PagePlan,
): ReadPage {
  const rows = rowsOf(client, operation, answer)
  const {meta, totalResults} = answer.data as Envelope
  if ('cursor' in token) return {rows, total: undefined, next: meta?.cursor ? {cursor: meta.cursor} : undefined}
  const next = {page: token.page + 1}
  if (operation.paging === 'scim') {
    const more = rows.length > 0 && totalResults !== undefined && token.page * pageSizeOf(plan) < totalResults
    return {rows, total: totalResults, next: more ? next : undefined}
  }
  if (!meta) return {rows, total: rows.length, next: undefined}
  const more = meta.totalPages === undefined ? rows.length > 0 : token.page < meta.totalPages
  return {rows, total: meta.totalItems, next: more ? next : undefined}
}

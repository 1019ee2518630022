import type {Answer, Client} from '../http/client.js'
import {ApiError, NetworkError} from '../http/errors.js'
import {isObject} from '../json/object.js'
import {stringifyJson} from '../json/stringify.js'
import type {Input, ListEndpoint} from '../operation/endpoint.js'

/** One page as it came. `next` is where the following page begins; absent on the last one. */
export interface Page {
  rows: Record<string, unknown>[]
  /** Rows in the whole list, where the server counts them. */
  total: number | undefined
  next: {page: number} | {cursor: string} | undefined
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

const SMALLEST_PAGE = 5

interface Envelope {
  totalResults?: number
  meta?: {page?: number; totalItems?: number; totalPages?: number; cursor?: string | null}
}

/**
 * Walks a list page by page; a page is asked for only when it is wanted. With page numbers the size stays the same
 * for the whole walk (another size would shift the rows); with cursors the last page asks for what is still wanted.
 * A heavy page that is too much for the server is asked for again in halves.
 * @throws ApiError when an answer is no list, or the same page comes again
 */
export async function* paginate(
  client: Client,
  operation: ListEndpoint,
  input: Input,
  plan: PagePlan,
  {change, wholePages}: Walk = {},
): AsyncGenerator<Page> {
  let wanted = plan.limit
  let size = plan
  let token: Page['next'] = firstToken(operation, plan)
  let before: string | undefined
  while (token && wanted > 0) {
    const where = pageQuery(operation, token, size, wholePages ? Number.POSITIVE_INFINITY : wanted)
    const asked = client.send(operation, {...input, query: {...input.query, ...where}})
    const answer = await asked.catch((error: unknown) => {
      const smaller =
        plan.heavy && isTooLarge(error)
          ? splitPage(operation, token as NonNullable<Page['next']>, size, wanted)
          : undefined
      if (!smaller) throw error
      ;({token: token, size} = smaller)
    })
    if (!answer) continue
    const page = readPage(operation, answer.data, token, size)
    if (!page) throw notAList(client, operation, answer, `it has no "${operation.rows}" array of objects`)
    const edges = pageFingerprint(page.rows)
    if (edges !== undefined && edges === before)
      throw notAList(client, operation, answer, 'it is the page before once more')
    before = edges
    const found = change ? await change(page.rows) : page.rows
    const cut = found.length > wanted
    const rows = cut ? found.slice(0, wanted) : found
    wanted -= rows.length
    token = page.next
    yield {...page, rows, cut, attempts: answer.attempts, ...(size === plan ? {} : {size: size.pageSize})}
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
  token: NonNullable<Page['next']>,
  plan: PagePlan,
  wanted: number,
): {token: NonNullable<Page['next']>; size: PagePlan} | undefined {
  const before = operation.paging === 'cursor' ? Math.min(plan.pageSize, wanted) : pageSizeOf(plan)
  if (operation.paging === 'none' || before < 2 * SMALLEST_PAGE) return undefined
  if ('cursor' in token) return {token: token, size: {...plan, pageSize: Math.floor(before / 2)}}
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
  const answer = await client.send(operation, input)
  const rows = rowsOf(operation, answer.data)
  if (!rows) throw notAList(client, operation, answer, `it has no "${operation.rows}" array of objects`)
  return rows
}

function rowsOf({rows: key}: ListEndpoint, data: unknown): Page['rows'] | undefined {
  const rows = isObject(data) ? data[key] : undefined
  return Array.isArray(rows) && rows.every(isObject) ? rows : undefined
}

function firstToken(operation: ListEndpoint, plan: PagePlan): {page: number} | {cursor: string} {
  return operation.paging === 'cursor' ? {cursor: plan.cursor ?? ''} : {page: plan.page ?? 1}
}

function pageQuery(operation: ListEndpoint, token: object, plan: PagePlan, wanted: number): Record<string, unknown> {
  if (operation.paging === 'none') return {}
  if (operation.paging === 'scim' && 'page' in token) {
    return {startIndex: (Number(token.page) - 1) * pageSizeOf(plan) + 1, count: pageSizeOf(plan)}
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
  operation: ListEndpoint,
  data: unknown,
  token: {page: number} | {cursor: string},
  plan: PagePlan,
): Omit<Page, 'attempts' | 'cut' | 'size'> | undefined {
  const rows = rowsOf(operation, data)
  if (!rows) return undefined
  const {meta, totalResults} = data as Envelope
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

/** What tells a page from the next one: its first and its last row. One row alone may have moved on. */
function pageFingerprint(rows: Page['rows']): string | undefined {
  return rows.length < 2 ? undefined : stringifyJson([rows.length, rows[0], rows.at(-1)])
}

function notAList(client: Client, operation: ListEndpoint, answer: Answer<unknown>, reason: string): ApiError {
  return new ApiError(`The answer is no list: ${reason}`, {
    status: answer.status,
    method: operation.method,
    path: operation.path,
    body: answer.data,
    origin: client.originFor(operation.scope),
    attempts: answer.attempts,
  })
}

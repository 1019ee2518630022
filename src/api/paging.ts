import type {Client} from './client.js'
import type {Input, ListEndpoint} from './endpoint.js'
import {ApiError} from './errors.js'
import {isObject} from './is-object.js'

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
}

interface Envelope {
  totalResults?: number
  meta?: {page?: number; totalItems?: number; totalPages?: number; cursor?: string | null}
}

/**
 * Walks a list page by page; a page is asked for only when it is wanted. With page numbers the size stays the same
 * for the whole walk (another size would shift the rows); with cursors the last page asks for what is still wanted.
 * @throws ApiError when an answer is no list
 */
export async function* paginate(
  client: Client,
  operation: ListEndpoint,
  input: Input,
  plan: PagePlan,
): AsyncGenerator<Page> {
  let wanted = plan.limit
  let place: Page['next'] = firstPlace(operation, plan)
  while (place && wanted > 0) {
    const where = pageQuery(operation, place, plan, wanted)
    const answer = await client.send(operation, {...input, query: {...input.query, ...where}})
    const page = readPage(operation, answer.data, place, plan)
    if (!page) throw notAList(client, operation, answer.data, answer.attempts)
    const cut = page.rows.length > wanted
    const rows = cut ? page.rows.slice(0, wanted) : page.rows
    wanted -= rows.length
    yield {...page, rows, cut, attempts: answer.attempts}
    place = page.next
  }
}

/**
 * The rows of one answer, for those who look for something in a list.
 * @throws ApiError when the answer is no list
 */
export async function readRows(client: Client, operation: ListEndpoint, input: Input = {}): Promise<Page['rows']> {
  const {data, attempts} = await client.send(operation, input)
  const rows = rowsOf(operation, data)
  if (!rows) throw notAList(client, operation, data, attempts)
  return rows
}

function rowsOf({rows: key}: ListEndpoint, data: unknown): Page['rows'] | undefined {
  const rows = isObject(data) ? data[key] : undefined
  return Array.isArray(rows) && rows.every(isObject) ? rows : undefined
}

function firstPlace(operation: ListEndpoint, plan: PagePlan): {page: number} | {cursor: string} {
  return operation.paging === 'cursor' ? {cursor: plan.cursor ?? ''} : {page: plan.page ?? 1}
}

function pageQuery(operation: ListEndpoint, place: object, plan: PagePlan, wanted: number): Record<string, unknown> {
  if (operation.paging === 'none') return {}
  if (operation.paging === 'scim' && 'page' in place) {
    return {startIndex: (Number(place.page) - 1) * walkedSize(plan) + 1, count: walkedSize(plan)}
  }
  return {...place, limit: operation.paging === 'cursor' ? Math.min(plan.pageSize, wanted) : walkedSize(plan)}
}

/**
 * Rows in one answer of a walk with page numbers: no more than are wanted in all, except when it begins at a page that
 * was named, because the number of a page means nothing without its size.
 */
export function walkedSize({page, pageSize, limit}: PagePlan): number {
  return page === undefined ? Math.min(pageSize, limit) : pageSize
}

/** The query that asks for the first page of a plan. */
export function firstPageQuery(operation: ListEndpoint, plan: PagePlan): Record<string, unknown> {
  return pageQuery(operation, firstPlace(operation, plan), plan, plan.limit)
}

function readPage(
  operation: ListEndpoint,
  data: unknown,
  place: {page: number} | {cursor: string},
  plan: PagePlan,
): Omit<Page, 'attempts' | 'cut'> | undefined {
  const rows = rowsOf(operation, data)
  if (!rows) return undefined
  const {meta, totalResults} = data as Envelope
  if ('cursor' in place) return {rows, total: undefined, next: meta?.cursor ? {cursor: meta.cursor} : undefined}
  const next = {page: place.page + 1}
  if (operation.paging === 'scim') {
    const more = rows.length > 0 && totalResults !== undefined && place.page * walkedSize(plan) < totalResults
    return {rows, total: totalResults, next: more ? next : undefined}
  }
  if (!meta) return {rows, total: rows.length, next: undefined}
  const more = meta.totalPages === undefined ? rows.length > 0 : place.page < meta.totalPages
  return {rows, total: meta.totalItems, next: more ? next : undefined}
}

function notAList(client: Client, operation: ListEndpoint, body: unknown, attempts: number): ApiError {
  return new ApiError(`The answer is no list: it has no "${operation.rows}" array of objects`, {
    status: 200,
    method: operation.method,
    path: operation.path,
    body,
    origin: client.host,
    attempts,
  })
}

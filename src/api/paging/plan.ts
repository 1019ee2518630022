import {ApiError, NetworkError} from '../http/errors.js'
import {isObject} from '../json/object.js'
import type {ListEndpoint} from '../operation/endpoint.js'

/** Where a page of a list begins. */
export type ListToken = {page: number} | {cursor: string}

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

const SMALLEST_PAGE = 5

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
 * Rows in one answer of a walk with page numbers: no more than are wanted in all, except when it begins at a page that
 * was named, because the number of a page means nothing without its size.
 */
export function pageSizeOf({page, pageSize, limit}: PagePlan): number {
  return page === undefined ? Math.min(pageSize, limit) : pageSize
}

/** Whether a request may do better with fewer rows, or a shorter time: the server or the time was not enough for so many. */
export function isTooLarge(error: unknown): boolean {
  if (error instanceof NetworkError) return error.code === 'ETIMEDOUT'
  if (!(error instanceof ApiError)) return false
  return (
    error.flaw === 'oversized' ||
    error.status === 524 ||
    (error.status === 422 && !(isObject(error.body) && 'code' in error.body))
  )
}

/** The same place in smaller pages; undefined where they are small enough already. */
export function splitPage(
  operation: ListEndpoint,
  token: ListToken,
  plan: PagePlan,
  wanted: number,
): {token: ListToken; size: PagePlan} | undefined {
  const before = operation.paging === 'cursor' ? Math.min(plan.pageSize, wanted) : pageSizeOf(plan)
  if (operation.paging === 'none' || before < 2 * SMALLEST_PAGE) return undefined
  if ('cursor' in token) return {token, size: {...plan, pageSize: Math.floor(before / 2)}}
  const parts = before % 2 === 0 ? 2 : before % 5 === 0 ? 5 : before
  const page = (token.page - 1) * parts + 1
  return {token: {page}, size: {...plan, page: plan.page ?? 1, pageSize: before / parts}}
}

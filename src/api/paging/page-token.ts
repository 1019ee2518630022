import {isNumber} from '../json/exact-number.js'
import {isObject} from '../json/object.js'

/** Where a page of a list begins: at a cursor, at a page number from 1 on, or at SCIM's index of its first row. */
export type PageToken = {cursor: string} | {page: number} | {startIndex: number}

/** An answer as a page of a list. `next` is where the following page begins; undefined on the last one. */
export interface DetectedPage {
  rows: unknown[]
  next: PageToken | undefined
}

/** A page token as a query has it: `page=2`. */
export function formatToken(token: PageToken): string {
  return Object.entries(token).flat().join('=')
}

/** A number, also one in text. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** What an answer says of its place in a list, and cannot be read: the name of that; undefined where all can. */
export function oddPlace(data: unknown): string | undefined {
  const {meta, totalResults} = isObject(data) ? data : {}
  const {cursor, totalItems, totalPages} = isObject(meta) ? meta : {}
  const places = Object.entries({cursor, totalItems, totalPages, totalResults})
  return places.find(([, value]) => isObject(value) || Array.isArray(value))?.[0]
}

function byStartIndex({startIndex, itemsPerPage, totalResults, Resources}: Record<string, unknown>) {
  const [start, total] = [numberOf(startIndex), numberOf(totalResults)]
  if (start === undefined || total === undefined) return undefined
  const rows = Array.isArray(Resources) ? Resources.length : (numberOf(itemsPerPage) ?? 0)
  return {next: rows > 0 && start + rows <= total ? {startIndex: start + rows} : undefined}
}

function byPageNumber({page: typed, totalPages, totalItems, limit}: Record<string, unknown>) {
  const [page, pages, items, size] = [typed, totalPages, totalItems, limit].map(numberOf)
  const last = pages ?? (items !== undefined && size ? Math.ceil(items / size) : undefined)
  if (page === undefined || last === undefined) return undefined
  return {next: page < last ? {page: page + 1} : undefined}
}

/** An answer without a cursor is the last one only where cursors led to it: any other has lost its place. */
function byCursor({cursor}: Record<string, unknown>, rows: unknown, asked: PageToken | undefined) {
  if (isNumber(cursor) || (typeof cursor === 'string' && cursor !== '')) return {next: {cursor: String(cursor)}}
  return Array.isArray(rows) && (!asked || 'cursor' in asked) ? {next: undefined} : undefined
}

/**
 * Reads an answer as a page of a list, told by the answer alone; undefined when it does not say where it stands.
 * @param asked the page token that the answer is for
 */
export function detectPage(data: unknown, asked?: PageToken): DetectedPage | undefined {
  if (!isObject(data)) return undefined
  const meta = isObject(data.meta) ? data.meta : {}
  const found = byStartIndex(data) ?? byPageNumber(meta) ?? (isObject(data.meta) && byCursor(meta, data.data, asked))
  return found ? {rows: [data.data, data.Resources].find(Array.isArray) ?? [data], ...found} : undefined
}

import * as z from 'zod'
import {invalidRequest} from './call.js'
import {wholeNumber} from './validation.js'

const size = (fallback: number) => wholeNumber(z.coerce.number().gte(1).lte(100), fallback)

/** `page` and `limit` of most lists. */
export const paging = {page: wholeNumber(z.coerce.number().gt(0), 1), limit: size(50)}

/** `page` and `limit` of the prompts list, whose default is 10 and whose messages differ. */
export const promptPaging = {page: wholeNumber(z.coerce.number().gte(1), 1), limit: size(10)}

/** `cursor` and `limit` of the newer lists. */
export const cursorPaging = {cursor: z.string().optional(), limit: size(50)}

const codedLimit = wholeNumber(z.coerce.number().gt(0).lte(100), 50)

/** `page` and `limit` of the unstable lists. */
export const codedPaging = z.object({page: paging.page, limit: codedLimit})

/** `cursor` and `limit` of the lists for evaluation. */
export const codedCursor = z.object({cursor: z.string().optional(), limit: codedLimit})

/** Which page is asked for, counted from 1. */
export interface Page {
  page: number
  limit: number
}

/** A page of rows, and the `meta` of most lists. */
export function pageOf<Row, Shown>(rows: readonly Row[], {page, limit}: Page, shown: (row: Row) => Shown) {
  const data = rows.slice((page - 1) * limit, page * limit).map(shown)
  return {data, meta: {page, limit, totalItems: rows.length, totalPages: Math.ceil(rows.length / limit)}}
}

/**
 * A page of rows that are sorted by a text and their ids, both descending, and the cursor to the next.
 * @param name what the cursor calls the text
 */
export function pageAfter<Row extends {id: string}>(
  rows: readonly Row[],
  {cursor, limit}: {cursor?: string | undefined; limit: number},
  textOf: (row: Row) => string,
  name = 'lastTime',
): {page: Row[]; meta: {cursor?: string}} {
  const after = cursor ? readCursor(cursor, name) : undefined
  const rest = rows.filter((row) => after === undefined || `${textOf(row)} ${row.id}` < after)
  const page = rest.slice(0, limit)
  const last = rest.length > limit ? page.at(-1) : undefined
  if (!last) return {page, meta: {}}
  const place = JSON.stringify({v: 1, [name]: textOf(last), lastId: last.id})
  return {page, meta: {cursor: Buffer.from(place).toString('base64url')}}
}

/** A page of rows in the order in which they were made, the newest first, and the cursor to the next. */
export function pageOfNewest<Row extends {id: string}, Shown>(
  rows: readonly Row[],
  asked: {cursor?: string | undefined; limit: number},
  shown: (row: Row) => Shown,
): {data: Shown[]; meta: {cursor?: string}} {
  const placed = rows.map((row, index) => ({row, id: row.id, place: String(index).padStart(9, '0')}))
  const {page, meta} = pageAfter(placed.reverse(), asked, ({place}) => place)
  return {data: page.map(({row}) => shown(row)), meta}
}

function readCursor(cursor: string, name: string): string {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return `${place[name]} ${place.lastId}`
  } catch {
    throw invalidRequest('Invalid cursor format')
  }
}

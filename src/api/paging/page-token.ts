import {isNumber} from '../json/exact-number.js'
import {isObject} from '../json/object.js'

/** How the answers of a list go on, told apart by the answer itself. */
export interface PageToken {
  name: 'cursor' | 'page' | 'startIndex'
  value: string
}

/** A number, also one in text. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function nextStart({startIndex, itemsPerPage, totalResults, Resources}: Record<string, unknown>) {
  const [start, total] = [numberOf(startIndex), numberOf(totalResults)]
  if (start === undefined || total === undefined) return undefined
  const rows = Array.isArray(Resources) ? Resources.length : (numberOf(itemsPerPage) ?? 0)
  const next = start + rows
  return rows > 0 && next <= total ? ({name: 'startIndex', value: String(next)} as const) : 'last'
}

function nextPage({page: typed, totalPages, totalItems, limit}: Record<string, unknown>) {
  const [page, pages, items, size] = [typed, totalPages, totalItems, limit].map(numberOf)
  const last = pages ?? (items !== undefined && size ? Math.ceil(items / size) : undefined)
  if (page === undefined || last === undefined) return undefined
  return page < last ? ({name: 'page', value: String(page + 1)} as const) : 'last'
}

/**
 * Where an answer says that the next one begins; `last` when it says that it is the last, undefined when it has no pages.
 * @param by how the answers before it went on; one that lost that does not say that it is the last
 */
export function nextPageToken(data: unknown, by?: PageToken['name']): PageToken | 'last' | undefined {
  if (!isObject(data)) return undefined
  const {meta} = data
  const token = nextStart(data) ?? (isObject(meta) ? nextPage(meta) : undefined)
  if (token || !isObject(meta)) return token
  const {cursor} = meta
  if (isNumber(cursor) || (typeof cursor === 'string' && cursor !== '')) {
    return {name: 'cursor', value: String(cursor)}
  }
  return Array.isArray(data.data) && (by ?? 'cursor') === 'cursor' ? 'last' : undefined
}

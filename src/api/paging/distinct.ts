import type {Row} from '../json/object.js'
import type {ListEndpoint} from '../operation/endpoint.js'

/** Ids that are remembered: rows move by as many places as rows arrive between two requests. */
const REMEMBERED = 10_000

/** Leaves out rows of numbered pages that came before: rows that arrive meanwhile move others to the next page. A cursor moves nothing. */
export function distinctRows({paging, rowKey}: Pick<ListEndpoint, 'paging' | 'rowKey'>): (rows: Row[]) => Row[] {
  if (paging === 'cursor') return (rows) => rows
  const seen = new Set<unknown>()
  return (rows) =>
    rows.filter((row) => {
      const key = row[rowKey]
      if (typeof key !== 'string') return true
      if (seen.has(key)) return false
      seen.add(key)
      for (const oldest of seen) {
        if (seen.size <= REMEMBERED) break
        seen.delete(oldest)
      }
      return true
    })
}

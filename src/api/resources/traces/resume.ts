import type {WireCondition} from '../../filter/compile.js'
import type {Row} from '../../json/object.js'
import type {VariantCall} from '../../variants/variant.js'
import * as observations from '../observations/endpoints.js'
import {allRows} from './trace.js'

/** Ids in one question; more would make its URL too long. */
const AT_ONCE = 50

/**
 * The traces of a page that were listed before its cursor, because they have newer roots there; looks at the first 50.
 * @param wire the query of the walk over roots
 * @param rows the page's, newest first
 */
export async function listedBefore(ask: VariantCall, wire: Row, rows: Row[]): Promise<string[]> {
  const begin = String(rows[0]?.startTime)
  const value = [...new Set(rows.map(({traceId}) => String(traceId)))].slice(0, AT_ONCE)
  if (value.length === 0) return []
  const some: WireCondition = {type: 'stringOptions', column: 'traceId', operator: 'any of', value}
  const filter = [...((wire.filter as WireCondition[] | undefined) ?? []), some]
  const roots = await allRows(ask, observations.listV2, {...wire, fields: 'core', filter, fromStartTime: begin})
  return roots.filter(({startTime}) => String(startTime) > begin).map(({traceId}) => String(traceId))
}

import type {Row} from '../../json/object.js'
import {type Page, paginate} from '../../paging/paginate.js'
import {type PagePlan, planForAll} from '../../paging/plan.js'
import type {VariantCall} from '../../variants/variant.js'
import * as observations from '../observations/endpoints.js'
import {mergedSpans} from '../observations/normalize.js'
import {grouped, traceOfRoots} from './normalize.js'
import {allRows} from './trace.js'

/** Ids in one question; more would make its URL too long. */
const AT_ONCE = 50

/** Which of these traces have a root after all, outside the time that is listed. */
async function withRoot(ask: VariantCall, ids: string[]): Promise<Set<string>> {
  const filter = [{type: 'stringOptions', column: 'traceId', operator: 'any of', value: ids}]
  const roots = await allRows(ask, observations.listV2, {isRootObservation: true, filter, fields: 'core'})
  return new Set(roots.map(({traceId}) => String(traceId)))
}

/**
 * Traces of which no root ever came: a walk over all observations for what the walk over roots has not seen. They have no
 * input and output.
 * @param wire the query of the walk over roots
 * @param seen ids of traces that are listed already
 */
export async function* rootlessTraces(
  ask: VariantCall,
  plan: PagePlan,
  wire: Row,
  seen: Set<string>,
): AsyncGenerator<Page> {
  const query = {...wire, isRootObservation: false, fields: 'core,basic,time,trace_context'}
  const merged = mergedSpans()
  const candidates = new Map<string, Row[]>()
  for await (const page of paginate(ask.client, observations.listV2, {query}, planForAll(observations.listV2), {
    change: merged,
  })) {
    for (const [id, rows] of grouped(page.rows, ({traceId}) => String(traceId))) {
      if (seen.has(id)) continue
      const known = candidates.get(id)
      candidates.set(id, [...(known?.slice(0, 1) ?? []), ...rows].slice(-2))
    }
  }
  const ids = [...candidates.keys()]
  let left = plan.limit
  for (let start = 0; start < ids.length && left > 0; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE)
    const rooted = await withRoot(ask, some)
    const rows = some.filter((id) => !rooted.has(id)).map((id) => rootless(candidates.get(id) ?? []))
    const kept = rows.slice(0, left)
    left -= kept.length
    yield {
      rows: kept,
      sent: [],
      received: kept.length,
      total: undefined,
      next: undefined,
      cut: kept.length < rows.length,
      attempts: 1,
    }
  }
}

function rootless(spans: Row[]): Row {
  return {...traceOfRoots(spans, false), latency: null, input: null, output: null, metadata: null, roots: []}
}

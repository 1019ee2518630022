import * as z from 'zod'
import {equal} from '../../filter/columns.js'
import type {WireCondition} from '../../filter/compile.js'
import type {Row} from '../../json/object.js'
import {rawIo} from '../../operation/common-params.js'
import type {ListEndpoint} from '../../operation/endpoint.js'
import {filters, toggle} from '../../operation/fields.js'
import {type Page, paginate} from '../../paging/paginate.js'
import {heavyPlan, type PagePlan} from '../../paging/plan.js'
import * as shapes from '../../variants/canonical.js'
import {number} from '../../variants/coerce.js'
import {
  type ListVariant,
  mapRows,
  type ObjectVariant,
  paginateVariant,
  type VariantCall,
  type Variants,
} from '../../variants/variant.js'
import {writeModeProbe} from '../metrics/write-mode-probe.js'
import * as observations from '../observations/endpoints.js'
import {ALL_GROUPS, mergedSpans} from '../observations/normalize.js'
import {tracesV1, tracesV2} from './columns.js'
import * as v1 from './endpoints.js'
import {grouped, traceOfRoots, traceOfV1} from './normalize.js'
import {orderOfRoots, orderOnWire} from './order.js'
import {listedBefore} from './resume.js'
import {wholeV1, wholeV2} from './trace.js'
import {rootlessTraces} from './without-root.js'

const SHOWN_V1 = 'core,metrics'
/** `time` says which of two rows of one span is the newer. */
const SHOWN_V2 = 'core,basic,time,trace_context'
/** The groups of fields of one variant in the words of the other; none where the other has nothing like it. */
const TO_V1: Record<string, string> = {
  basic: 'core',
  time: 'core',
  trace_context: 'core',
  metadata: 'io',
  model: 'metrics',
  usage: 'metrics',
  prompt: 'core',
}
const TO_V2: Record<string, string> = {
  io: 'io,metadata',
  metadata: 'io,metadata',
  scores: 'core',
  observations: 'core',
  metrics: 'core',
}

const GROUPS = ['core', 'io', 'scores', 'observations', 'metrics', ...Object.keys(TO_V1)]

const fields = z
  .string()
  .refine((value) => value.split(',').every((group) => GROUPS.includes(group)), `has the groups ${GROUPS.join(', ')}`)
  .describe(`Groups of fields (all for -o json and the like): core, io, scores, observations, metrics; with commas`)
  .optional()

function translated(groups: string, table: Record<string, string>): string[] {
  return [...new Set(groups.split(',').flatMap((group) => (table[group] ?? group).split(',')))]
}

const common = v1.list.query.omit({filter: true, fields: true}).shape
const own = {
  fields,
  rawIo,
  rootless: toggle('Also traces whose root never arrived, which takes a walk over all observations'),
}

const older: ListVariant = {
  operation: v1.list,
  query: z.object({...common, ...own, filter: filters(tracesV1)}),
  pages: (ask, plan) => {
    const {rawIo: _, rootless: __, fields: asked, ...query} = ask.input.query
    const groups = asked === undefined ? undefined : translated(String(asked), TO_V1)
    const shown = groups ?? (ask.whole ? undefined : SHOWN_V1.split(','))
    const wire = {...query, ...orderOnWire(query.orderBy), ...(shown ? {fields: shown.join(',')} : {})}
    const pages = paginateVariant(ask, v1.list, {...plan, heavy: true}, wire)
    return mapRows(pages, (row) => rowOfV1(row, shown))
  },
}

function rowOfV1(row: Row, groups: string[] | undefined): Row {
  const has = (group: string) => !groups || groups.includes(group)
  return {
    ...traceOfV1(row),
    ...(has('io') ? {} : {input: null, output: null, metadata: null}),
    latency: has('metrics') ? number(row.latency) : null,
    totalCost: has('metrics') ? number(row.totalCost) : null,
    observations: has('observations') ? (row.observations ?? null) : null,
    scores: has('scores') ? (row.scores ?? null) : null,
  }
}

/** What a v1 query asks, in the parameters and conditions that `v2/observations` knows; it ignores all others. */
export function rootQuery(query: Row): Row {
  const tags: WireCondition[] =
    query.tags === undefined
      ? []
      : [{type: 'arrayOptions', column: 'traceTags', operator: 'all of', value: query.tags as string[]}]
  const conditions = [
    ...((query.filter as WireCondition[] | undefined) ?? []),
    ...equal('traceName', query.name),
    ...equal('release', query.release),
    ...tags,
  ]
  return {
    isRootObservation: true,
    userId: query.userId,
    sessionId: query.sessionId,
    environment: query.environment,
    version: query.version,
    fromStartTime: query.fromTimestamp,
    toStartTime: query.toTimestamp,
    ...(conditions.length > 0 ? {filter: conditions} : {}),
  }
}

/** Joins roots by trace: each trace once, as far as its roots are on one page. */
function joined(seen: Set<string>, rawIo: boolean, late: (roots: number) => void): (rows: Row[]) => Row[] {
  const merged = mergedSpans()
  return (rows) => {
    const byTrace = grouped(merged(rows), ({traceId}) => String(traceId))
    return [...byTrace].flatMap(([id, roots]) => {
      if (seen.has(id)) {
        late(roots.length)
        return []
      }
      seen.add(id)
      return [traceOfRoots(roots, rawIo)]
    })
  }
}

async function* rootPages(ask: VariantCall, plan: PagePlan): AsyncGenerator<Page> {
  const {query} = ask.input
  const groups = query.fields === undefined ? undefined : translated(`${SHOWN_V2},${String(query.fields)}`, TO_V2)
  const shown = groups ?? (ask.whole ? [ALL_GROUPS] : SHOWN_V2.split(','))
  const timed = !groups || translated(String(query.fields), TO_V1).includes('metrics')
  const heavy = (ask.whole && !groups) || shown.includes('io')
  const wire = {...rootQuery(query), fields: shown.join(',')}
  const seen = new Set<string>()
  let late = 0
  const join = joined(seen, Boolean(query.rawIo), (roots) => {
    late += roots
  })
  let fresh = plan.cursor === undefined
  const change = async (rows: Row[]) => {
    if (!fresh) for (const id of await listedBefore(ask, wire, rows)) seen.add(id)
    fresh = true
    return join(rows)
  }
  let left = plan.limit
  const walked = paginate(ask.client, observations.listV2, {query: wire}, heavy ? heavyPlan(plan) : plan, {change})
  for await (const page of walked) {
    left -= page.rows.length
    const rows = timed ? page.rows : page.rows.map((row) => ({...row, latency: null}))
    yield {...page, rows, cut: page.cut || (Boolean(query.rootless) && left <= 0)}
  }
  if (query.rootless && left > 0) yield* rootlessTraces(ask, {...plan, limit: left}, wire, seen)
  if (late > 0)
    ask.note(
      `${late} more ${late === 1 ? 'root belongs' : 'roots belong'} to traces that were listed; traces get shows them whole`,
    )
}

const newer: ListVariant = {
  operation: observations.listV2 as ListEndpoint,
  query: z.object({
    ...common,
    orderBy: orderOfRoots,
    ...own,
    filter: filters(tracesV2),
  }),
  staleInLegacy: writeModeProbe,
  pages: rootPages,
}

/** `traces list` */
export const list: Variants<ListVariant, typeof shapes.traceRow> = {
  variants: [older, newer],
  first: 'older',
  item: shapes.traceRow,
}

/** `traces get` */
export const get: Variants<ObjectVariant, typeof shapes.trace> = {
  variants: [wholeV1, wholeV2],
  first: 'older',
  item: shapes.trace,
}

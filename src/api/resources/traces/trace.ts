import {isNumber} from '../../json/exact-number.js'
import type {Row} from '../../json/object.js'
import {rawIo, whenItRan} from '../../operation/common-params.js'
import type {ListEndpoint} from '../../operation/endpoint.js'
import {collect, paginate} from '../../paging/paginate.js'
import {heavyPlan, planForAll} from '../../paging/plan.js'
import {number, oneId} from '../../variants/coerce.js'
import {nothingFound, type ObjectVariant, type VariantCall} from '../../variants/variant.js'
import {writeModeProbe} from '../metrics/write-mode-probe.js'
import * as observations from '../observations/endpoints.js'
import {ALL_GROUPS, fromV1, fromV2, mergedSpans} from '../observations/normalize.js'
import * as scores from '../scores/endpoints.js'
import * as scoreShape from '../scores/normalize.js'
import * as v1 from './endpoints.js'
import {duration, traceOfRoots, traceOfV1} from './normalize.js'

const query = v1.get.query.extend({rawIo, ...whenItRan})

/** The groups of fields of a span for all that a trace has but input, output and its observations. */
const LIGHT = 'core,basic,time,usage,trace_context'

function inOrderOf(key: string): (a: Row, b: Row) => number {
  return (a, b) => {
    const [left, right] = [`${a[key]} ${a.id}`, `${b[key]} ${b.id}`]
    return left < right ? -1 : left > right ? 1 : 0
  }
}

const bornFirst = inOrderOf('startTime')
const givenFirst = inOrderOf('timestamp')

/** The latest first, as lists have them. */
export const newestFirst = (rows: Row[]): Row[] => [...rows].sort(givenFirst).reverse()

const NO_SCORES = 'Leave its scores out: --fields core,io,observations,metrics.'

const WITHOUT_IO = {input: null, output: null, metadata: null}

function has(groups: unknown, group: string): boolean {
  return groups === undefined || String(groups).split(',').includes(group)
}

/** One trace as server version 3 gives it, in one answer. */
export const wholeV1: ObjectVariant = {
  operation: v1.get,
  query,
  fetch: async ({client, input}) => {
    const {fields} = input.query
    const {data} = await client.request(v1.get, {params: input.params ?? {}, query: {fields}})
    const sent = data as Row
    const {roots: _, ...trace} = traceOfV1(sent)
    const row = {
      ...trace,
      ...(has(fields, 'io') ? {} : WITHOUT_IO),
      latency: has(fields, 'metrics') ? number(sent.latency) : null,
      totalCost: has(fields, 'metrics') ? number(sent.totalCost) : null,
      observations: has(fields, 'observations')
        ? (data.observations ?? []).map((observation) => fromV1(observation, sent)).sort(bornFirst)
        : null,
      scores: has(fields, 'scores') ? (data.scores ?? []).map(scoreShape.fromV2).sort(givenFirst) : null,
    }
    return {row, sent: [sent]}
  },
}

/** All rows of a list that belongs to a larger answer. */
export async function allRows(
  {client}: VariantCall,
  operation: ListEndpoint,
  query: Row,
  heavy = false,
): Promise<Row[]> {
  const plan = planForAll(operation)
  return collect(paginate(client, operation, {query}, heavy ? heavyPlan(plan) : plan))
}

/** The attributes of a trace from all its spans: the roots first, then the others. */
export function traceOfSpans(spans: Row[], rawIo: boolean): Row {
  const newestFirst = [...spans].sort((a, b) => bornFirst(b, a))
  const roots = newestFirst.filter(
    ({isRootObservation, parentObservationId}) => isRootObservation ?? !parentObservationId,
  )
  const attributes = traceOfRoots(newestFirst, rawIo)
  if (roots.length === 0) return {...attributes, input: null, output: null, roots: []}
  const own = traceOfRoots(roots, rawIo)
  const known = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null))
  return {
    ...attributes,
    ...known,
    tags: attributes.tags,
    createdAt: attributes.createdAt,
    updatedAt: attributes.updatedAt,
    input: own.input,
    output: own.output,
    timestamp: attributes.timestamp,
  }
}

/** One trace rebuilt from its observations and scores, which server version 4 gives page by page. */
export const wholeV2: ObjectVariant = {
  operation: observations.listV2,
  also: [scores.list],
  query,
  staleInLegacy: writeModeProbe,
  fetch: async (ask) => {
    const {fields, fromStartTime, toStartTime, rawIo} = ask.input.query
    const traceId = String(ask.input.params?.traceId)
    const ofScores = has(fields, 'scores')
      ? {traceId: oneId(traceId, NO_SCORES), fields: scoreShape.WHOLE_SCORE}
      : undefined
    const whole = has(fields, 'io') || has(fields, 'observations')
    const asked = {traceId, fromStartTime, toStartTime, fields: whole ? ALL_GROUPS : LIGHT}
    const spans = mergedSpans()(await allRows(ask, observations.listV2, asked, whole))
    if (spans.length === 0) throw nothingFound(ask.client, observations.listV2, `Trace ${traceId} not found`)
    const found = ofScores && (await allRows(ask, scores.list, ofScores))
    const shaped = spans.map((span) => fromV2(span, Boolean(rawIo))).sort(bornFirst)
    const {roots: _, ...trace} = traceOfSpans(spans, Boolean(rawIo))
    const row = {
      ...trace,
      ...(has(fields, 'io') ? {} : WITHOUT_IO),
      latency: has(fields, 'metrics') ? duration(spans) : null,
      totalCost: has(fields, 'metrics')
        ? shaped.reduce((sum, {totalCost}) => sum + (isNumber(totalCost) ? Number(totalCost) : 0), 0)
        : null,
      observations: has(fields, 'observations') ? shaped : null,
      scores: found?.map(scoreShape.fromV3).sort(givenFirst) ?? null,
    }
    return {row, sent: spans}
  },
}

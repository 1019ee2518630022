import * as z from 'zod'
import {pageOf, readFilter, several} from '../filter/conditions.js'
import {type Call, notFound, type Reply} from '../http/call.js'
import {check, instant, meta, paging, strictDate} from '../http/validation.js'
import {descending, grouped} from '../store/grouped.js'
import {keeping} from '../store/row-map.js'
import type {ExportedSpan, ObservationRow} from '../store/rows.js'
import type {Json, Store} from '../store/store.js'

const TYPES = [
  'GENERATION',
  'SPAN',
  'EVENT',
  'AGENT',
  'TOOL',
  'CHAIN',
  'RETRIEVER',
  'EVALUATOR',
  'EMBEDDING',
  'GUARDRAIL',
] as const
const COLUMNS = ['id', 'traceId', 'startTime', 'endTime', 'name', 'type', 'environment', 'version', 'level', 'model']

/** Adds an observation, or takes the place of the one with this id. */
export function putObservation(
  store: Store,
  given: Partial<ObservationRow> & {id: string; traceId: string},
  exported?: ExportedSpan,
): ObservationRow {
  const now = store.stamp()
  const row: ObservationRow = {
    id: given.id,
    traceId: given.traceId,
    startTime: instant(given.startTime ?? now),
    endTime: given.endTime ? instant(given.endTime) : null,
    projectId: store.project.id,
    parentObservationId: given.parentObservationId ?? null,
    type: given.type ?? 'SPAN',
    environment: given.environment ?? 'default',
    name: given.name ?? null,
    level: given.level ?? 'DEFAULT',
    statusMessage: given.statusMessage ?? null,
    version: given.version ?? null,
    createdAt: given.createdAt ?? now,
    updatedAt: given.updatedAt ?? now,
    input: given.input ?? null,
    output: given.output ?? null,
    metadata: given.metadata ?? {},
    model: given.model ?? null,
    modelParameters: given.modelParameters ?? null,
    completionStartTime: given.completionStartTime ?? null,
    promptId: given.promptId ?? null,
    promptName: given.promptName ?? null,
    promptVersion: given.promptVersion ?? null,
    usageDetails: given.usageDetails ?? {},
    costDetails: given.costDetails ?? {},
    usagePricingTierId: given.usagePricingTierId ?? null,
    usagePricingTierName: given.usagePricingTierName ?? null,
    modelId: given.modelId ?? null,
    inputPrice: given.inputPrice ?? null,
    outputPrice: given.outputPrice ?? null,
    totalPrice: given.totalPrice ?? null,
  }
  store.observationRows.set(row.id, row)
  if (exported) store.exported.set(row.id, exported)
  else store.exported.delete(row.id)
  store.observations.set(row.id, row.traceId)
  return row
}

const byTrace = keeping(
  (store: Store) => [store.observationRows],
  (store) => grouped(store.observationRows.values(), (row) => row.traceId),
)

/** The observations of a trace, as they were added. */
export function observationsOf(store: Store, traceId: string): ObservationRow[] {
  return byTrace(store).get(traceId) ?? []
}

const newestFirst = keeping(
  (store: Store) => [store.observationRows],
  (store) => [...store.observationRows.values()].sort((a, b) => descending(a.startTime, b.startTime)),
)

/** US dollars. */
export function costOf({costDetails}: ObservationRow): number {
  return costDetails.total ?? 0
}

function seconds(from: string, to: string | null): number | null {
  return to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000
}

/** An observation as lists and single answers show it; within a trace, prices that nobody knows are 0. */
export function shownObservation(row: ObservationRow, where: 'alone' | 'trace'): Record<string, Json> {
  const {usageDetails, costDetails, usagePricingTierId, usagePricingTierName, ...rest} = row
  const {modelId, inputPrice, outputPrice, totalPrice, ...plain} = rest
  const counted = {input: usageDetails.input ?? 0, output: usageDetails.output ?? 0, total: usageDetails.total ?? 0}
  const whole = where === 'trace' && modelId === null
  const price = (value: number | null) => (whole ? 0 : value)
  const prices = {
    inputPrice: price(inputPrice),
    outputPrice: price(outputPrice),
    totalPrice: price(totalPrice),
  }
  return {
    ...plain,
    latency: seconds(row.startTime, row.endTime),
    timeToFirstToken: seconds(row.startTime, row.completionStartTime),
    usageDetails,
    costDetails,
    usagePricingTierId,
    usagePricingTierName,
    ...(where === 'trace' ? prices : {modelId, ...prices}),
    calculatedInputCost: costDetails.input ?? null,
    calculatedOutputCost: costDetails.output ?? null,
    calculatedTotalCost: costOf(row),
    unit: 'TOKENS',
    promptTokens: counted.input,
    completionTokens: counted.output,
    totalTokens: counted.total,
    ...(where === 'trace' ? {modelId} : {}),
    usage: {unit: 'TOKENS', ...counted},
  }
}

const listQuery = z.object({
  ...paging,
  name: z.string().optional(),
  userId: z.string().optional(),
  type: z.enum(TYPES).optional(),
  level: z.enum(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR']).optional(),
  traceId: z.string().optional(),
  parentObservationId: z.string().optional(),
  version: z.string().optional(),
  environment: several,
  fromStartTime: strictDate,
  toStartTime: strictDate,
  filter: z.string().optional(),
})

/** `GET /observations`, newest first. */
export function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const {page, limit, fromStartTime, toStartTime, environment, userId} = given
  const same = (['name', 'type', 'level', 'traceId', 'parentObservationId', 'version'] as const).filter(
    (key) => given[key],
  )
  const from = fromStartTime && instant(fromStartTime)
  const to = toStartTime && instant(toStartTime)
  const rows = newestFirst(store)
    .filter((row) => same.every((key) => row[key] === given[key]))
    .filter((row) => environment?.includes(row.environment) ?? true)
    .filter(({traceId}) => !userId || store.traces.get(traceId)?.userId === userId)
    .filter(({startTime}) => (!from || startTime >= from) && (!to || startTime < to))
    .filter(readFilter(given.filter, COLUMNS))
  const untold = {usagePricingTierId: null, usagePricingTierName: null}
  const data = pageOf(rows, page, limit).map((row) => shownObservation({...row, ...untold}, 'alone'))
  return {status: 200, body: {data, meta: meta(page, limit, rows.length)}}
}

/** `GET /observations/{observationId}`. */
export function get({store, params}: Call): Reply {
  const id = params.observationId ?? ''
  const row = store.observationRows.get(id)
  if (!row) throw notFound(`Observation with id ${id} not found`)
  return {status: 200, body: shownObservation(row, 'alone')}
}

import * as z from 'zod'
import {having, readFilter, within} from '../filter/filter.js'
import {observationColumns} from '../filter/span-columns.js'
import {type Call, notFound, ok, type Reply} from '../http/call.js'
import {pageOf, paging} from '../http/paging.js'
import {legacy, type Routes} from '../http/router.js'
import {check, several, strictDate} from '../http/validation.js'
import type {JsonObject} from '../store/json.js'
import {durationOf, plainSpans, timeToFirstTokenOf} from '../store/spans.js'
import type {ObservationRow} from '../store/trace-rows.js'
import {costOf} from './trace-columns.js'

const TYPES = 'GENERATION SPAN EVENT AGENT TOOL CHAIN RETRIEVER EVALUATOR EMBEDDING GUARDRAIL'.split(' ')

/** An observation as lists and single answers show it; within a trace, prices that nobody knows are 0. */
export function shownObservation(row: ObservationRow, where: 'alone' | 'trace'): JsonObject {
  const {usageDetails, costDetails, usagePricingTierId, usagePricingTierName, ...rest} = row
  const {modelId, inputPrice, outputPrice, totalPrice, ...plain} = rest
  const counted = {input: usageDetails.input ?? 0, output: usageDetails.output ?? 0, total: usageDetails.total ?? 0}
  const price = (value: number | null) => (where === 'trace' && modelId === null ? 0 : value)
  const prices = {inputPrice: price(inputPrice), outputPrice: price(outputPrice), totalPrice: price(totalPrice)}
  return {
    ...plain,
    latency: durationOf(row),
    timeToFirstToken: timeToFirstTokenOf(row),
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
    ...(where === 'trace' && {modelId}),
    usage: {unit: 'TOKENS', ...counted},
  }
}

const text = z.string().optional()
const exact = z.object({
  name: text,
  type: z.enum(TYPES).optional(),
  level: z.enum(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR']).optional(),
  traceId: text,
  parentObservationId: text,
  version: text,
  environment: several,
})
const listQuery = exact.extend({
  ...paging,
  userId: text,
  fromStartTime: strictDate,
  toStartTime: strictDate,
  filter: text,
})

function list({store, query}: Call): Reply {
  const given = check(listQuery, query)
  const isThen = within(given.fromStartTime, given.toStartTime)
  const isAsked = having(given, exact.keyof().options)
  const {fits} = readFilter(given.filter, observationColumns)
  const rows = plainSpans(store)
    .filter(({row}) => isAsked(row) && isThen(row.startTime))
    .filter(({attributes}) => !given.userId || attributes.userId === given.userId)
    .filter((span) => fits(span, store))
  const untold = {usagePricingTierId: null, usagePricingTierName: null}
  return ok(pageOf(rows, given, ({row}) => shownObservation({...row, ...untold}, 'alone')))
}

function get({store, params: {observationId = ''}}: Call): Reply {
  const row = store.observations.get(observationId)
  if (!row) throw notFound(`Observation with id ${observationId} not found`)
  return ok(shownObservation(row, 'alone'))
}

/** Observations, newest first. */
export const observationRoutes: Routes = {
  '/observations': {GET: legacy(list)},
  '/observations/{observationId}': {GET: legacy(get)},
}

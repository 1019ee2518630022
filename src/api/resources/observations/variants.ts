import {equal, isNull} from '../../filter/columns.js'
import type {WireCondition} from '../../filter/compile.js'
import type {Row} from '../../json/object.js'
import {rawIo} from '../../operation/common-params.js'
import type {ListEndpoint} from '../../operation/endpoint.js'
import {type Page, paginate} from '../../paging/paginate.js'
import {heavyPlan, type PagePlan} from '../../paging/plan.js'
import * as shapes from '../../variants/canonical.js'
import {
  type ListVariant,
  mapRows,
  nothingFound,
  type ObjectVariant,
  paginateVariant,
  type VariantCall,
  type Variants,
} from '../../variants/variant.js'
import {writeModeProbe} from '../metrics/write-mode-probe.js'
import * as observations from './endpoints.js'
import {ALL_GROUPS, fromV1, fromV2, mergedSpans, onlyGroups} from './normalize.js'

/** `time` has `updatedAt`, which says which of two rows of a span on one page stays. */
const SHOWN = 'core,basic,time,model,usage'

/** The same flags on both; only the columns of conditions differ. */
const query = observations.listV2.query.extend({rawIo})

/** What a query asks, in the parameters and conditions of `/observations`, which sends every field, metadata uncut. */
function queryOfV1({rawIo, fields, expandMetadata, parseIoAsJson, ...given}: Row): Row {
  const {sessionId, isRootObservation, ...query} = given
  const conditions: WireCondition[] = [
    ...((given.filter as WireCondition[] | undefined) ?? []),
    ...equal('sessionId', sessionId),
    ...(isRootObservation === undefined ? [] : [isNull('parentObservationId', isRootObservation === true)]),
  ]
  return {...query, ...(conditions.length > 0 ? {filter: conditions} : {})}
}

const older: ListVariant = {
  operation: observations.list,
  query: query.extend({filter: observations.list.query.shape.filter}),
  pages: (ask, plan) => {
    const {query} = ask.input
    const pages = paginateVariant(ask, observations.list, {...plan, heavy: true}, queryOfV1(query))
    const {userId, sessionId} = query
    return mapRows(pages, (row) => onlyGroups(fromV1(row, {userId, sessionId}), query.fields))
  },
}

function pagesV2({client, input, whole}: VariantCall, plan: PagePlan): AsyncGenerator<Page> {
  const {rawIo: raw, ...query} = input.query
  const fields = query.fields ?? (whole ? ALL_GROUPS : SHOWN)
  const heavy = String(fields).split(',').includes('io')
  const merged = mergedSpans()
  const change = (rows: Row[]) => merged(rows).map((row) => fromV2(row, Boolean(raw)))
  const wire = {query: {...query, fields}}
  return paginate(client, observations.listV2, wire, heavy ? heavyPlan(plan) : plan, {change})
}

/** `observations list` */
export const list: Variants<ListVariant, typeof shapes.observation> = {
  variants: [
    older,
    {
      operation: observations.listV2 as ListEndpoint,
      query,
      staleInLegacy: writeModeProbe,
      pages: pagesV2,
    },
  ],
  first: 'older',
  item: shapes.observation,
}

const queryOfOne = query.pick({rawIo: true, fields: true, expandMetadata: true}).extend(observations.get.query.shape)

const olderGet: ObjectVariant = {
  operation: observations.get,
  query: queryOfOne,
  fetch: async ({client, input}) => {
    const {startTime, fields} = input.query
    const sent = (await client.request(observations.get, {...input, query: {startTime}})).data as Row
    return {row: onlyGroups(fromV1(sent), fields), sent: [sent]}
  },
}

const DAY_MS = 24 * 60 * 60 * 1000

/** A day before and after an instant, which need not be exact. */
function around(time: unknown): Row {
  if (time === undefined) return {}
  const at = (ms: number) => new Date(Date.parse(String(time)) + ms).toISOString()
  return {fromStartTime: at(-DAY_MS), toStartTime: at(DAY_MS)}
}

/** Server version 4 has no route for one observation: it is a list of one. */
const newerGet: ObjectVariant = {
  operation: observations.listV2,
  query: queryOfOne,
  staleInLegacy: writeModeProbe,
  fetch: async ({client, input}) => {
    const {rawIo: raw, fields = ALL_GROUPS, expandMetadata, startTime} = input.query
    const id = String(input.params?.observationId)
    const filter = [{type: 'stringOptions', column: 'id', operator: 'any of', value: [id]}]
    const pages = paginate(
      client,
      observations.listV2,
      {query: {filter, fields, expandMetadata, ...around(startTime)}},
      {limit: 2, pageSize: 2},
    )
    for await (const {rows} of pages) {
      const [row] = mergedSpans()(rows)
      if (row) return {row: fromV2(row, Boolean(raw)), sent: [row]}
    }
    throw nothingFound(client, observations.listV2, `Observation ${id} not found`)
  },
}

/** `observations get` */
export const get: Variants<ObjectVariant, typeof shapes.observation> = {
  variants: [olderGet, newerGet],
  first: 'older',
  item: shapes.observation,
}

import * as z from 'zod'
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
import {ALL_GROUPS, fromV1, fromV2, mergedSpans} from './normalize.js'

/** `time` has `updatedAt`, which says which of two rows of a span on one page stays. */
const SHOWN = 'core,basic,time,model,usage'

const older: ListVariant = {
  operation: observations.list,
  query: observations.list.query.extend({rawIo}),
  pages: (ask, plan) => {
    const {rawIo: _, ...query} = ask.input.query
    return mapRows(paginateVariant(ask, observations.list, {...plan, heavy: true}, query), fromV1)
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
      query: observations.listV2.query.extend({rawIo}),
      staleInLegacy: writeModeProbe,
      pages: pagesV2,
    },
  ],
  first: 'older',
  item: shapes.observation,
}

const olderGet: ObjectVariant = {
  operation: observations.get,
  query: observations.get.query.extend({rawIo}),
  fetch: async ({client, input}) => {
    const {rawIo: _, ...query} = input.query
    return fromV1((await client.request(observations.get, {...input, query})).data as Row)
  },
}

/** Server version 4 has no route for one observation: it is a list of one. */
const newerGet: ObjectVariant = {
  operation: observations.listV2,
  query: z.object({rawIo, ...observations.listV2.query.pick({fields: true, expandMetadata: true}).shape}),
  staleInLegacy: writeModeProbe,
  fetch: async ({client, input}) => {
    const {rawIo: raw, fields = ALL_GROUPS, expandMetadata} = input.query
    const id = String(input.params?.observationId)
    const filter = [{type: 'stringOptions', column: 'id', operator: 'any of', value: [id]}]
    const pages = paginate(
      client,
      observations.listV2,
      {query: {filter, fields, expandMetadata}},
      {limit: 2, pageSize: 2},
    )
    for await (const {rows} of pages) {
      const [row] = mergedSpans()(rows)
      if (row) return fromV2(row, Boolean(raw))
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

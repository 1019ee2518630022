import * as z from 'zod'
import {readRows} from '../../paging/paginate.js'
import * as shapes from '../../variants/canonical.js'
import {type ListSide, mapped, nothingFound, type OneSide, type Row, type Twins, walk} from '../../variants/variant.js'
import * as v3 from './endpoints.js'
import * as v2 from './endpoints-v2.js'
import {fromV2, fromV3, WHOLE_SCORE} from './normalize.js'
import * as queries from './query.js'

/** Knows users and tags of traces, comparisons and conditions, too. */
const older: ListSide = {
  operation: v2.list,
  query: queries.older,
  pages: (ask, plan) => mapped(walk(ask, v2.list, plan, queries.toV2(ask.input.query)), (rows) => rows.map(fromV2)),
}

/** Asked with all groups of fields, so that every score says what it belongs to. */
const newer: ListSide = {
  operation: v3.list,
  query: queries.newer,
  pages: (ask, plan) => {
    const query = queries.toV3(ask.input.query)
    return mapped(walk(ask, v3.list, plan, {...query, fields: query.fields ?? WHOLE_SCORE}), (rows) => rows.map(fromV3))
  },
}

/** `scores list` */
export const list: Twins<ListSide, typeof shapes.score> = {sides: [older, newer], first: 'newer', item: shapes.score}

const olderOne: OneSide = {
  operation: v2.get,
  fetch: async ({client, input}) => fromV2((await client.request(v2.get, input)).data as Row),
}

/** The one score is looked up in a list. */
const newerOne: OneSide = {
  operation: v3.list,
  query: z.object({}),
  fetch: async ({client, input}) => {
    const id = String(input.params?.scoreId)
    const rows = await readRows(client, v3.list, {query: {id, fields: WHOLE_SCORE}})
    const row = rows.find((one) => one.id === id)
    if (!row) throw nothingFound(client, v3.list, `Score ${id} not found`)
    return fromV3(row)
  },
}

/** `scores get` */
export const get: Twins<OneSide, typeof shapes.score> = {
  sides: [olderOne, newerOne],
  first: 'newer',
  item: shapes.score,
}

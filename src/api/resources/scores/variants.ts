import * as z from 'zod'
import {readRows} from '../../paging/paginate.js'
import * as shapes from '../../variants/canonical.js'
import {oneId} from '../../variants/coerce.js'
import {
  type ListVariant,
  mapRows,
  nothingFound,
  type ObjectVariant,
  objectVariant,
  paginateVariant,
  type Variants,
} from '../../variants/variant.js'
import {BY_TRACES} from './columns.js'
import * as v3 from './endpoints.js'
import * as v2 from './endpoints-v2.js'
import {fromV2, fromV3, WHOLE_SCORE} from './normalize.js'
import * as queries from './query.js'

/** Knows users and tags of traces, comparisons and conditions, too. */
const older: ListVariant = {
  operation: v2.list,
  query: queries.older,
  instead: {'author-user-id': 'Each score has its authorUserId: --jq picks them out.'},
  pages: (ask, plan) => mapRows(paginateVariant(ask, v2.list, plan, queries.toV2(ask.input.query)), fromV2),
}

/** Asked with all groups of fields, so that every score says what it belongs to. */
const newer: ListVariant = {
  operation: v3.list,
  query: queries.newer,
  instead: {'user-id': BY_TRACES, 'trace-tag': BY_TRACES},
  pages: (ask, plan) => {
    const query = queries.toV3(ask.input.query)
    return mapRows(paginateVariant(ask, v3.list, plan, {...query, fields: query.fields ?? WHOLE_SCORE}), fromV3)
  },
}

/** `scores list` */
export const list: Variants<ListVariant, typeof shapes.score> = {
  variants: [older, newer],
  first: 'newer',
  item: shapes.score,
}

/** Looks the score up in a list. */
const newerGet: ObjectVariant = {
  operation: v3.list,
  query: z.object({}),
  fetch: async ({client, input}) => {
    const id = oneId(input.params?.scoreId, 'On servers of version 3, --api-version 3 finds it.')
    const rows = await readRows(client, v3.list, {query: {id, fields: WHOLE_SCORE}})
    const row = rows.find((candidate) => candidate.id === id)
    if (!row) throw nothingFound(client, v3.list, `Score ${id} not found`)
    return {row: fromV3(row), sent: [row]}
  },
}

/** `scores get` */
export const get: Variants<ObjectVariant, typeof shapes.score> = {
  variants: [objectVariant(v2.get, fromV2), newerGet],
  first: 'newer',
  item: shapes.score,
}

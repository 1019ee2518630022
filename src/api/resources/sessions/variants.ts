import * as z from 'zod'
import type {Row} from '../../json/object.js'
import {rawIo, whenItRan} from '../../operation/common-params.js'
import type {ListEndpoint} from '../../operation/endpoint.js'
import {time} from '../../operation/fields.js'
import {type Page, paginate} from '../../paging/paginate.js'
import type {PagePlan} from '../../paging/plan.js'
import * as shapes from '../../variants/canonical.js'
import {word} from '../../variants/coerce.js'
import {
  type ListVariant,
  listVariant,
  nothingFound,
  type ObjectVariant,
  type VariantCall,
  type Variants,
} from '../../variants/variant.js'
import {writeModeProbe} from '../metrics/write-mode-probe.js'
import * as observations from '../observations/endpoints.js'
import {ALL_GROUPS, mergedSpans} from '../observations/normalize.js'
import {grouped, traceOfV1} from '../traces/normalize.js'
import {allRows, newestFirst, traceOfSpans} from '../traces/trace.js'
import * as v1 from './endpoints.js'

const DAY_MS = 24 * 60 * 60 * 1000
/** How far back a walk over observations goes by default. */
const DEFAULT_DAYS = 7

const window = {
  fromTimestamp: time(
    `Only sessions that began, or had activity, at or after this time (on server version 4: ${DEFAULT_DAYS}d)`,
  ).optional(),
  toTimestamp: time('Only sessions that began, or had activity, before this time').optional(),
}

function sessionOfV1(row: Row): Row {
  return {...row, lastActivityAt: null, environment: word(row.environment), projectId: word(row.projectId)}
}

const older: ListVariant = {...listVariant(v1.list, sessionOfV1), query: v1.list.query.extend(window)}

/** A session by its newest observation. */
function sessionOfNewest(id: string, {startTime, environment, projectId}: Row): Row {
  return {id, createdAt: null, lastActivityAt: startTime, environment: word(environment), projectId: word(projectId)}
}

/** Each session where it appears first, which is its newest activity. */
function atFirstSight(): (rows: Row[]) => Row[] {
  const seen = new Set<string>()
  return (rows) =>
    rows.flatMap((row) => {
      const id = String(row.sessionId)
      if (row.sessionId === '' || seen.has(id)) return []
      seen.add(id)
      return [sessionOfNewest(id, row)]
    })
}

/** Server version 4 has no list of sessions: all observations are walked, of a week unless the user says more. */
async function* sessionPages({client, input, note, now}: VariantCall, plan: PagePlan): AsyncGenerator<Page> {
  const {fromTimestamp, toTimestamp, environment} = input.query
  const end = toTimestamp === undefined ? now.getTime() : Date.parse(String(toTimestamp))
  const from = fromTimestamp ?? new Date(end - DEFAULT_DAYS * DAY_MS).toISOString()
  if (fromTimestamp === undefined) note(`Sessions with activity since ${String(from)}; --from reaches further back`)
  const query = {
    fromStartTime: from,
    toStartTime: toTimestamp,
    environment,
    fields: 'core,basic',
    filter: [{type: 'null', column: 'sessionId', operator: 'is not null', value: ''}],
  }
  const how = {change: atFirstSight(), wholePages: true as const}
  for await (const page of paginate(client, observations.listV2, {query}, plan, how)) {
    yield {...page, next: undefined, cut: page.cut || page.next !== undefined}
  }
}

/** `sessions list` */
export const list: Variants<ListVariant, typeof shapes.sessionRow> = {
  variants: [
    older,
    {
      operation: observations.listV2 as ListEndpoint,
      query: v1.list.query.extend(window),
      staleInLegacy: writeModeProbe,
      withoutCursors: true,
      pages: sessionPages,
    },
  ],
  first: 'older',
  item: shapes.sessionRow,
}

const query = z.object({rawIo, ...whenItRan})

const olderGet: ObjectVariant = {
  operation: v1.get,
  query,
  fetch: async ({client, input}) => {
    const {data} = await client.request(v1.get, {params: input.params ?? {}})
    return {row: {...sessionOfV1(data), traces: newestFirst(data.traces.map(traceOfV1))}, sent: [data]}
  },
}

/** All observations of the session, grouped by trace: roots alone would lose traces. */
const newerGet: ObjectVariant = {
  operation: observations.listV2,
  query,
  staleInLegacy: writeModeProbe,
  fetch: async (ask) => {
    const {fromStartTime, toStartTime, rawIo} = ask.input.query
    const sessionId = String(ask.input.params?.sessionId)
    const asked = {sessionId, fromStartTime, toStartTime, fields: ALL_GROUPS}
    const spans = mergedSpans()(await allRows(ask, observations.listV2, asked, true))
    const [newest] = spans
    if (!newest) throw nothingFound(ask.client, observations.listV2, `Session ${sessionId} not found`)
    const traces = [...grouped(spans, ({traceId}) => String(traceId)).values()]
    const rows = traces.map((group) => ({...traceOfSpans(group, Boolean(rawIo)), latency: null}))
    return {row: {...sessionOfNewest(sessionId, newest), traces: newestFirst(rows)}, sent: spans}
  },
}

/** `sessions get` */
export const get: Variants<ObjectVariant, typeof shapes.session> = {
  variants: [olderGet, newerGet],
  first: 'older',
  item: shapes.session,
}

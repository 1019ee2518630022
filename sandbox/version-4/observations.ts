import * as z from 'zod'
import {several} from '../filter/conditions.js'
import {readTypedFilter} from '../filter/filter.js'
import {type Call, invalidRequest, type Reply} from '../http/call.js'
import {requireMode, withEvents} from '../http/modes.js'
import {check, instant, strictDate} from '../http/validation.js'
import {shownSpan} from './shown-span.js'
import {spanColumns} from './span-columns.js'
import {compareSpans, firstWhere, placeOf, type Span, spansOf} from './spans.js'

const listQuery = z.object({
  limit: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().gte(0).lte(1000).default(50),
  ),
  cursor: z.string().optional(),
  fields: z.string().optional(),
  expandMetadata: z.string().optional(),
  parseIoAsJson: z
    .enum(['true', 'false'])
    .optional()
    .refine(
      (value) => value !== 'true',
      'parseIoAsJson=true is no longer supported on the v2 observations endpoint. Input/output fields are always returned as raw strings. Remove the parseIoAsJson parameter or set it to false.',
    ),
  traceId: z.string().optional(),
  userId: z.string().optional(),
  sessionId: z.string().optional(),
  name: z.string().optional(),
  type: z.string().optional(),
  level: z.string().optional(),
  version: z.string().optional(),
  parentObservationId: z.string().optional(),
  environment: several,
  isRootObservation: z.enum(['true', 'false']).optional(),
  fromStartTime: strictDate,
  toStartTime: strictDate,
  filter: z.string().optional(),
})
type Query = z.output<typeof listQuery>

const simple = ['traceId', 'userId', 'sessionId', 'name', 'type', 'level', 'version', 'parentObservationId'] as const

function readCursor(cursor: string): Pick<Span, 'id' | 'place' | 'startTime'> {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'))
    const {lastStartTimeTo, lastTraceId, lastId} = z
      .object({lastStartTimeTo: z.string(), lastTraceId: z.string(), lastId: z.string()})
      .parse(place)
    return {startTime: instant(lastStartTimeTo), place: placeOf(lastTraceId), id: lastId}
  } catch {
    throw invalidRequest('Invalid cursor format')
  }
}

function cursorAfter({startTime, traceId, id}: Span): string {
  const place = {lastStartTimeTo: startTime, lastTraceId: traceId, lastId: id}
  return Buffer.from(JSON.stringify(place)).toString('base64')
}

/** A test for the simple parameters; one whose column the filter is about does not count. */
function simpleTest(query: Query, filtered: Set<string>, store: Call['store']): (span: Span) => boolean {
  const wanted: [string, string][] = simple.flatMap((name) => {
    const value = query[name]
    return value === undefined || filtered.has(name) ? [] : [[name, value] as [string, string]]
  })
  const environments = filtered.has('environment') ? undefined : query.environment
  const root = filtered.has('isRootObservation') ? undefined : query.isRootObservation
  return (span) =>
    wanted.every(([name, value]) => String(spanColumns[name]?.of(span, store) ?? '') === value) &&
    (environments?.includes(span.row.environment) ?? true) &&
    (root === undefined || span.isRoot === (root === 'true'))
}

/** `GET /v2/observations`, newest first. Parameters that it does not know are ignored. */
export function list(call: Call): Reply {
  const given = check(listQuery, call.query)
  const {store, mode} = call
  requireMode(mode, withEvents, 'observations v2')
  const filter = readTypedFilter(given.filter, spanColumns)
  const fits = simpleTest(given, filter.columns, store)
  const timed = !filter.columns.has('startTime')
  const from = timed && given.fromStartTime ? instant(given.fromStartTime) : ''
  const to = timed && given.toStartTime ? instant(given.toStartTime) : undefined
  const after = given.cursor ? readCursor(given.cursor) : undefined
  const spans = spansOf(call, filter.columns.has('traceId') ? undefined : given.traceId)
  const first = firstWhere(
    spans,
    (span) => (to === undefined || span.startTime < to) && (after === undefined || compareSpans(span, after) > 0),
  )
  const found: Span[] = []
  for (let at = first; at < spans.length && found.length <= given.limit; at += 1) {
    const span = spans[at] as Span
    if (span.startTime < from) break
    if (fits(span) && filter.fits(span, store)) found.push(span)
  }
  const page = found.slice(0, given.limit)
  const last = found.length > given.limit ? page.at(-1) : undefined
  const fields = given.fields ?? 'core,basic'
  const data = page.map((span) => shownSpan(span, fields.split(','), given.expandMetadata?.split(',') ?? []))
  return {status: 200, body: {data, meta: last ? {cursor: cursorAfter(last)} : {}}}
}

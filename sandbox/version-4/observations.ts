import * as z from 'zod'
import {readFilter} from '../filter/filter.js'
import {spanColumns} from '../filter/span-columns.js'
import {type Call, invalidRequest, ok, type Reply} from '../http/call.js'
import {op, type Routes} from '../http/router.js'
import {check, several, strictDate, wholeNumber} from '../http/validation.js'
import {compareSpans, type Place, placeOf, type Span} from '../store/spans.js'
import {instant} from '../store/traces.js'
import {requireMode, spansOf, withEvents} from './availability.js'
import {shownSpan} from './shown-span.js'

const text = z.string().optional()
const noParsing =
  'parseIoAsJson=true is no longer supported on the v2 observations endpoint. Input/output fields are always returned as raw strings. Remove the parseIoAsJson parameter or set it to false.'
const simple = z.object({
  traceId: text,
  userId: text,
  sessionId: text,
  name: text,
  type: text,
  level: text,
  version: text,
  parentObservationId: text,
  environment: several,
  isRootObservation: z.enum(['true', 'false']).optional(),
})
const listQuery = simple.extend({
  limit: wholeNumber(z.coerce.number().gte(0).lte(1000), 50),
  cursor: text,
  fields: text,
  expandMetadata: text,
  parseIoAsJson: z
    .enum(['true', 'false'])
    .optional()
    .refine((value) => value !== 'true', noParsing),
  fromStartTime: strictDate,
  toStartTime: strictDate,
  filter: text,
})

const cursorBody = z.object({lastStartTimeTo: z.string(), lastTraceId: z.string(), lastId: z.string()})

function readCursor(cursor: string): Place {
  try {
    const text = Buffer.from(cursor, 'base64').toString('utf8')
    const {lastStartTimeTo, lastTraceId, lastId} = cursorBody.parse(JSON.parse(text))
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
function simpleTest(
  query: z.output<typeof listQuery>,
  filtered: Set<string>,
  store: Call['store'],
): (span: Span) => boolean {
  const wanted = simple.keyof().options.flatMap((name) => {
    const value = query[name]
    return value === undefined || filtered.has(name) ? [] : [{column: spanColumns[name], values: [value].flat()}]
  })
  return (span) => wanted.every(({column, values}) => values.includes(String(column?.of(span, store) ?? '')))
}

function list(call: Call): Reply {
  const given = check(listQuery, call.query)
  const {store, mode} = call
  requireMode(mode, withEvents, 'observations v2')
  const filter = readFilter(given.filter, spanColumns)
  const fits = simpleTest(given, filter.columns, store)
  const timed = !filter.columns.has('startTime')
  const from = timed && given.fromStartTime ? instant(given.fromStartTime) : ''
  const to = timed && given.toStartTime ? instant(given.toStartTime) : undefined
  const after = given.cursor ? readCursor(given.cursor) : undefined
  const spans = spansOf(call, filter.columns.has('traceId') ? undefined : given.traceId)
  const begins = (span: Span) =>
    (to === undefined || span.startTime < to) && (after === undefined || compareSpans(span, after) > 0)
  const found: Span[] = []
  for (const span of spans) {
    if (span.startTime < from || found.length > given.limit) break
    if (begins(span) && fits(span) && filter.fits(span, store)) found.push(span)
  }
  const page = found.slice(0, given.limit)
  const last = found.length > given.limit ? page.at(-1) : undefined
  const groups = (given.fields ?? 'core,basic').split(',')
  const whole = given.expandMetadata?.split(',') ?? []
  const data = page.map((span) => shownSpan(span, groups, whole))
  return ok({data, meta: last ? {cursor: cursorAfter(last)} : {}})
}

/** Spans, newest first; parameters that are not known are ignored. */
export const spanRoutes: Routes = {'/v2/observations': {GET: op(list)}}

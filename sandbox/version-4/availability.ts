import {type Call, notFound} from '../http/call.js'
import type {Mode} from '../http/modes.js'
import {allSpans, type Span} from '../store/spans.js'

/** 404 for a read of server version 4 in a mode that does not have it; the query was already checked then. */
export function requireMode(mode: Mode, modes: readonly Mode[], api: string): void {
  if (modes.includes(mode)) return
  throw notFound(
    `The ${api} API is only available in a Langfuse v4 write mode. Learn more at: https://langfuse.com/docs/v4`,
  )
}

/** Where the tables of events can be read; in legacy mode they are there, but nobody writes them. */
export const withEvents: readonly Mode[] = ['4-legacy', '4-dual', '4-events-only']

/** Where the metrics of server version 4 answer. */
export const withMetricsV2: readonly Mode[] = ['4-dual', '4-events-only']

/** Whether new reads show a trace: in legacy mode and while they lag, only what is said to be there. */
export function isShown({mode, lag, store}: Call, traceId: string): boolean {
  return (mode !== '4-legacy' && !lag) || store.staleTraceIds.has(traceId)
}

/** All spans that new reads show, in their order; or those of one trace. */
export function spansOf(call: Call, traceId?: string): Span[] {
  const {spans, byTrace} = allSpans(call.store)
  const found = traceId === undefined ? spans : (byTrace.get(traceId) ?? [])
  return call.mode !== '4-legacy' && !call.lag ? found : found.filter((span) => isShown(call, span.traceId))
}

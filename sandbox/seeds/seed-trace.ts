import type {Store} from '../store/store.js'
import type {ExportedSpan, ObservationRow, TraceRow} from '../store/trace-rows.js'
import {putObservation, putTrace} from '../store/traces.js'

const START = Date.UTC(2026, 10, 10, 9, 0, 0)

/** A time in the seeded data, in seconds after 2026-11-10T09:00:00Z. */
export function second(number: number): string {
  return new Date(START + number * 1000).toISOString()
}

/** Observations by their ids, with their times in seconds as `second` counts them. */
export type Spans = Record<string, [from: number, to: number, given?: Partial<ObservationRow>, exported?: ExportedSpan]>

/** A trace with its observations. */
export function seedTrace(store: Store, trace: Partial<TraceRow> & {id: string}, spans: Spans): void {
  const begin = second(Math.min(...Object.values(spans).map(([from]) => from)))
  store.during(begin, () => {
    const {environment} = putTrace(store, {timestamp: begin, ...trace})
    for (const [id, [from, to, given, exported]] of Object.entries(spans)) {
      const times = {startTime: second(from), endTime: second(to)}
      putObservation(store, {id, traceId: trace.id, name: id, environment, ...times, ...given}, exported)
    }
  })
}

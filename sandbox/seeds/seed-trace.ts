import type {ExportedSpan, ObservationRow, TraceRow} from '../store/rows.js'
import type {Store} from '../store/store.js'
import {putObservation} from '../version-3/observations.js'
import {putTrace} from '../version-3/traces.js'

const START = Date.UTC(2026, 10, 10, 9, 0, 0)

/** A time in the seeded data, in seconds after 2026-11-10T09:00:00Z. */
export function second(number: number): string {
  return new Date(START + number * 1000).toISOString()
}

type Spans = Record<string, [from: number, to: number, given?: Partial<ObservationRow>, exported?: ExportedSpan]>

/** A trace with its observations, by their ids; their times in seconds as `second` counts them. */
export function seedTrace(store: Store, trace: Partial<TraceRow> & {id: string}, spans: Spans): void {
  const begin = Math.min(...Object.values(spans).map(([from]) => from))
  store.during(second(begin), () => {
    const written = {createdAt: second(begin), updatedAt: second(begin)}
    const {environment} = putTrace(store, {timestamp: second(begin), ...written, ...trace})
    for (const [id, [from, to, given, exported]] of Object.entries(spans)) {
      const times = {startTime: second(from), endTime: second(to)}
      putObservation(store, {id, traceId: trace.id, name: id, environment, ...times, ...written, ...given}, exported)
    }
  })
}

import type {Store} from '../store/store.js'
import {putObservation} from '../version-3/observations.js'
import {putTrace} from '../version-3/traces.js'

/**
 * Adds traces of one span each, named `many-000001` and so on, the last the newest. Five share an instant, which is
 * a second before the next five's.
 * @param end when the newest began
 */
export function seedManyTraces(store: Store, count: number, end = Date.UTC(2026, 10, 9)): void {
  for (let number = 1; number <= count; number += 1) {
    const id = `many-${String(number).padStart(6, '0')}`
    const start = end - Math.floor((count - number) / 5) * 1000
    const timestamp = new Date(start).toISOString()
    const io = {input: {question: `question ${number}`}, output: `answer ${number}`}
    const written = {createdAt: timestamp, updatedAt: timestamp}
    const trace = {
      id,
      name: 'many',
      timestamp,
      userId: `user-${number % 97}`,
      sessionId: `many-session-${number % 500}`,
    }
    putTrace(store, {...trace, ...io, ...written})
    putObservation(store, {
      id: `${id}-root`,
      traceId: id,
      name: 'many-root',
      startTime: timestamp,
      endTime: new Date(start + 250).toISOString(),
      costDetails: {total: 0.001},
      ...io,
      ...written,
    })
  }
}

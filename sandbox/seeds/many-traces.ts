import type {Store} from '../store/store.js'
import {putObservation, putTrace} from '../store/traces.js'

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
    const about = {userId: `user-${number % 97}`, sessionId: `many-session-${number % 500}`}
    const common = {
      input: {question: `question ${number}`},
      output: `answer ${number}`,
      createdAt: timestamp,
      updatedAt: timestamp,
    }
    putTrace(store, {id, name: 'many', timestamp, ...about, ...common})
    const times = {startTime: timestamp, endTime: new Date(start + 250).toISOString()}
    const span = {id: `${id}-root`, traceId: id, name: 'many-root', ...times, costDetails: {total: 0.001}}
    putObservation(store, {...span, ...common})
  }
}

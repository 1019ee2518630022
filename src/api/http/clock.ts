/** Time, as the client sees it; milliseconds. */
export interface Clock {
  now: () => number
  sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>
  random: () => number
}

/** Timers of Node end at once when they are longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The real one. A sleep that is aborted rejects with the signal's reason. */
export const systemClock: Clock = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      let left = ms
      let timer = setTimeout(done, Math.min(left, LONGEST_TIMER_MS))
      function done() {
        left -= LONGEST_TIMER_MS
        if (left > 0) {
          timer = setTimeout(done, Math.min(left, LONGEST_TIMER_MS))
          return
        }
        signal?.removeEventListener('abort', stop)
        resolve()
      }
      function stop() {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      if (signal?.aborted) stop()
      else signal?.addEventListener('abort', stop, {once: true})
    }),
}

import type {Granularity} from './metrics-query.js'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

function stepOf(granularity: Granularity, from: string, to: string): Exclude<Granularity, 'auto'> {
  if (granularity !== 'auto') return granularity
  const span = Date.parse(to) - Date.parse(from)
  if (span <= 2 * HOUR) return 'minute'
  if (span <= 3 * DAY) return 'hour'
  if (span <= 60 * DAY) return 'day'
  return span <= 365 * DAY ? 'week' : 'month'
}

/** The step of time that an instant falls into, by its begin: a day, or a time for what is shorter. */
export function bucketOf(time: string, granularity: Granularity, from: string, to: string): string {
  const step = stepOf(granularity, from, to)
  if (step === 'minute') return `${time.slice(0, 16)}:00Z`
  if (step === 'hour') return `${time.slice(0, 13)}:00:00Z`
  if (step === 'month') return `${time.slice(0, 7)}-01`
  if (step === 'day') return time.slice(0, 10)
  const at = new Date(time)
  return new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10)
}

/** All steps between two instants, the first one included whole. */
export function bucketsBetween(granularity: Granularity, from: string, to: string): string[] {
  const stride = {minute: HOUR / 60, hour: HOUR, day: DAY, week: DAY, month: DAY}[stepOf(granularity, from, to)]
  const found = new Set<string>()
  const begin = Math.floor(Date.parse(from) / stride) * stride
  for (let at = begin; at < Date.parse(to); at += stride) {
    found.add(bucketOf(new Date(at).toISOString(), granularity, from, to))
  }
  return [...found]
}

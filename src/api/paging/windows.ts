import type {ListEndpoint} from '../operation/endpoint.js'

/** A span of time from `from` on and before `to`, in whole milliseconds. It is open where `from` is undefined. */
export interface TimeWindow {
  from: Date | undefined
  to: Date
}

/** The bounds of windows over times that never change: rows cannot leave such a window. Servers leave out the upper one. */
const BOUNDS = [
  {from: 'fromTimestamp', to: 'toTimestamp'},
  {from: 'fromStartTime', to: 'toStartTime'},
]

function boundsOf({query: schema}: ListEndpoint) {
  return BOUNDS.find(({to}) => Object.hasOwn(schema.shape, to))
}

/**
 * The window of a walk over all rows. Where its end is open it is `now`: what arrives later cannot move the pages.
 * @returns undefined for a list without a window, or with one over a time that changes (an edited prompt would leave it and be lost)
 */
export function windowOf(operation: ListEndpoint, query: Record<string, unknown>, now: Date): TimeWindow | undefined {
  const bounds = boundsOf(operation)
  if (!bounds) return undefined
  const time = (value: unknown) => (value === undefined ? undefined : new Date(String(value)))
  return {from: time(query[bounds.from]), to: time(query[bounds.to]) ?? now}
}

/** The parameters of a list's query that bound a window. */
export function windowQuery(operation: ListEndpoint, {from, to}: TimeWindow): Record<string, string> {
  const bounds = boundsOf(operation)
  if (!bounds) return {}
  return {...(from ? {[bounds.from]: from.toISOString()} : {}), [bounds.to]: to.toISOString()}
}

/** Two windows side by side in the place of one, the newer first, as lists are; undefined where it is open or has but a millisecond. */
export function splitWindow({from, to}: TimeWindow): [TimeWindow, TimeWindow] | undefined {
  if (!from || to.getTime() - from.getTime() < 2) return undefined
  const middle = new Date(Math.floor((from.getTime() + to.getTime()) / 2))
  return [
    {from: middle, to},
    {from, to: middle},
  ]
}

import type {ListEndpoint} from '../operation/endpoint.js'

/** Upper bounds of a window, which they leave out, over times that never change: rows cannot leave such a window. */
const FIXED_ENDS = ['toTimestamp', 'toStartTime']

/**
 * The end of a window that stays open, for a walk over all rows: what arrives after `now` cannot move the pages. Lists without a window, with
 * an end already, or with one over a time that changes (an edited prompt would leave the window and be lost) get none.
 * @returns a parameter of the query, in whole milliseconds
 */
export function fixedEnd(
  {query: schema}: ListEndpoint,
  query: Record<string, unknown>,
  now: Date,
): Record<string, string> {
  const name = FIXED_ENDS.find((end) => Object.hasOwn(schema.shape, end))
  return name === undefined || query[name] !== undefined ? {} : {[name]: now.toISOString()}
}

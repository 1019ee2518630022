import * as z from 'zod'
import {CliError} from '../../errors/cli-error.js'
import type {Row} from '../../json/object.js'
import {readOrder} from '../../operation/fields.js'

const COLUMNS = ['timestamp', 'id', 'name', 'userId', 'sessionId', 'release', 'version', 'public', 'bookmarked']
const QUERY = 'metrics query --view traces --dimension id'
const WAY = `The most expensive traces: \`${QUERY} --measure totalCost --aggregation sum --order-by sum_totalCost:desc\`; the slowest: \`${QUERY} --measure latency --aggregation max --order-by max_latency:desc\``

function isKnown(text: string): boolean {
  return COLUMNS.includes(readOrder(text)?.field ?? '')
}

/** The order of the older route. */
export const orderBy = z
  .string()
  .refine(isKnown, `must be a column and asc or desc, such as timestamp.desc; columns: ${COLUMNS.join(', ')}. ${WAY}`)
  .describe(`Order: timestamp.desc; on server version 3 also .asc, and by ${COLUMNS.slice(1).join(', ')}`)
  .optional()

/** The one order in which roots come; any other that is known throws CliError `not_available`. */
export const orderOfRoots = orderBy.refine((text = '') => {
  const {field, direction} = readOrder(text) ?? {}
  if (!isKnown(text) || (field === 'timestamp' && direction === 'desc')) return true
  const message = `--order-by: servers without rows of traces (server version 4) list the newest first, in no other order than timestamp.desc`
  throw new CliError('not_available', message, `${WAY}.`)
})

/** The order as the older route takes it. */
export function orderOnWire(typed: unknown): Row {
  const order = readOrder(String(typed))
  return order ? {orderBy: `${order.field}.${order.direction}`} : {}
}

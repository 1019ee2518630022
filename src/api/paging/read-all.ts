import type {Client} from '../http/client.js'
import {isOutOfReach} from '../http/errors.js'
import type {Input, ListEndpoint} from '../operation/endpoint.js'
import {collect, type Page, paginate} from './paginate.js'
import {planForAll} from './plan.js'

/** All rows of a list, page after page, for those who must not miss one. @throws what `paginate` throws */
export function readAllRows(client: Client, operation: ListEndpoint, input: Input = {}): Promise<Page['rows']> {
  return collect(paginate(client, operation, input, planForAll(operation)))
}

/**
 * The same, but no rows where the keys or the server do not reach the list, however often one asks.
 * @throws what `paginate` throws for any other failure: what is not known is not decided
 */
export async function readRowsWithinReach(
  client: Client,
  operation: ListEndpoint,
  input: Input = {},
): Promise<Page['rows']> {
  try {
    return await readAllRows(client, operation, input)
  } catch (error) {
    if (isOutOfReach(error)) return []
    throw error
  }
}

import type {Client} from '../http/client.js'
import {isOutOfReach} from '../http/errors.js'
import type {Input, ListEndpoint} from '../operation/endpoint.js'
import {type Page, paginate, planForAll} from './paginate.js'

/** All rows of a list, page after page, for those who must not miss one. @throws what `paginate` throws */
export async function readAllRows(client: Client, operation: ListEndpoint, input: Input = {}): Promise<Page['rows']> {
  const pages: Page['rows'][] = []
  for await (const {rows} of paginate(client, operation, input, planForAll(operation))) pages.push(rows)
  return pages.flat()
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

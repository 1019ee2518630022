import type {Client} from '../http/client.js'
import type {Input, ListEndpoint} from '../operation/endpoint.js'
import {collect, type Page, paginate} from './paginate.js'
import {planForAll} from './plan.js'

/** All rows of a list, page after page, for those who must not miss one. @throws what `paginate` throws */
export function readAllRows(client: Client, operation: ListEndpoint, input: Input = {}): Promise<Page['rows']> {
  return collect(paginate(client, operation, input, planForAll(operation)))
}

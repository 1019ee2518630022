import type * as z from 'zod'
import {CliError} from '../../errors/cli-error.js'
import type {Client} from '../../http/client.js'
import {ApiError} from '../../http/errors.js'
import type {Row} from '../../json/object.js'
import {paginate} from '../../paging/paginate.js'
import {planForAll} from '../../paging/plan.js'
import {asSent, nothingFound, type ObjectVariant, type Variants} from '../../variants/variant.js'
import {dataset, get, list} from './endpoints.js'

/**
 * A dataset by its name, from the list of all where something in front of the server does not let the name through in a path.
 * @throws ApiError 404 when there is none
 */
export async function datasetOf(client: Client, datasetName: string): Promise<z.output<typeof dataset>> {
  try {
    return (await client.request(get, {params: {datasetName}})).data
  } catch (error) {
    if (!(error instanceof ApiError) || error.missingRoute !== 'encoded') throw error
    for await (const {rows} of paginate(client, list, {}, planForAll(list))) {
      const found = rows.find(({name}) => name === datasetName)
      if (found) return found as z.output<typeof dataset>
    }
    throw nothingFound(client, list, `Dataset ${datasetName} not found`)
  }
}

/** The id of a dataset. @throws CliError `rejected` where the answer has none: without one every experiment would be listed */
export async function datasetId(client: Client, datasetName: string): Promise<string> {
  const {id}: Row = await datasetOf(client, datasetName)
  if (typeof id === 'string') return id
  throw new CliError('rejected', `The answer has no id for the dataset ${datasetName}`)
}

/** `datasets get` */
export const getByName: Variants<ObjectVariant, typeof dataset> = {
  variants: [
    {
      operation: get,
      fetch: async ({client, input}) => asSent(await datasetOf(client, String(input.params?.datasetName))),
    },
  ],
  first: 'older',
  item: dataset,
}

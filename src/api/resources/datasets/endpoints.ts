import * as z from 'zod'
import {json, jsonObject, moment, text} from '../../operation/fields.js'
import {addressable} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'datasets'}})

/** A dataset, without its items. */
export const dataset = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  metadata: z.unknown(),
  inputSchema: z.unknown().optional(),
  expectedOutputSchema: z.unknown().optional(),
  projectId: z.string(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** A dataset's name in a path: the server decodes it twice. */
export const datasetName = {help: 'Name of the dataset, folders included', decodedTwice: true} as const

/** Newest first. */
export const list = routes.list('/api/public/v2/datasets', {paging: 'page', item: dataset})

export const get = routes.get('/api/public/v2/datasets/{datasetName}', {
  params: {datasetName: {...datasetName, echo: 'name'}},
  response: dataset,
})

/** Creates or updates by name: absent fields keep their values, a schema of null clears. */
export const create = routes.post('/api/public/v2/datasets', {
  idempotent: () => true,
  changes: (body) =>
    ['description', 'metadata']
      .filter((name) => body[name] === null)
      .map((name) => [name, 'servers leave what is there in place of null']),
  body: z.strictObject({
    name: addressable('Name; an existing dataset of this name is updated').refine(
      (name) => !/^\/|\/$|\/\//.test(name),
      'a dataset name has no "/" at its ends and no "//"',
    ),
    description: text('What the dataset is for').nullish(),
    metadata: json('Anything to keep with the dataset').optional(),
    inputSchema: jsonObject('JSON Schema that every input must match; null takes it away').nullish(),
    expectedOutputSchema: jsonObject('JSON Schema that every expected output must match; null takes it away').nullish(),
  }),
  response: dataset,
})

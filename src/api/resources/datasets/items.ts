import * as z from 'zod'
import {LARGE_BODY} from '../../operation/endpoint.js'
import {json, moment, needs, time} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'datasets'}})
const params = {id: {help: 'Id of the item'}}

/** One item of a dataset. */
export const datasetItem = z.looseObject({
  id: z.string(),
  status: z.string(),
  input: z.unknown(),
  expectedOutput: z.unknown(),
  metadata: z.unknown(),
  sourceTraceId: z.string().nullish(),
  sourceObservationId: z.string().nullish(),
  datasetId: z.string(),
  datasetName: z.string(),
  createdAt: moment(),
  updatedAt: moment(),
  mediaReferences: z.array(z.unknown()).nullish(),
})

/** Newest first; archived items are never listed. */
export const list = routes.list('/api/public/dataset-items', {
  query: z
    .object({
      datasetName: z.string().describe('Only items of this dataset').optional(),
      sourceTraceId: z.string().describe('Only items made from this trace').optional(),
      sourceObservationId: z.string().describe('Only items made from this observation').optional(),
      version: time('The items as they were at this time; needs --dataset-name').optional(),
    })
    .refine(...needs('version', 'datasetName', '--dataset-name')),
  paging: 'page',
  item: datasetItem,
})

export const get = routes.get('/api/public/dataset-items/{id}', {params, response: datasetItem})

/** Creates, or updates by id; with an id a repeat does no harm. */
export const create = routes.post('/api/public/dataset-items', {
  limits: {rate: 'datasets', maxBody: LARGE_BODY},
  idempotent: (input) => Boolean((input.body as {id?: string} | undefined)?.id),
  body: z.strictObject({
    datasetName: z.string().min(1).describe('Dataset that the item goes into'),
    input: json('What goes in').optional(),
    expectedOutput: json('What should come out').optional(),
    metadata: json('Anything to keep with the item').optional(),
    id: z
      .string()
      .min(1)
      .max(255, 'an id has at most 255 characters')
      .describe('Id of your own; an existing item of this id is updated, fields left out keep their values')
      .optional(),
    status: z.enum(['ACTIVE', 'ARCHIVED']).describe('Archived items are kept but not listed').optional(),
    sourceTraceId: z.string().describe('Trace that the item was made from').optional(),
    sourceObservationId: z.string().describe('Observation that the item was made from').optional(),
  }),
  response: datasetItem,
})

/** Hides the item; earlier states of the dataset still show it. */
export const remove = routes.delete('/api/public/dataset-items/{id}', {
  params,
  response: z.looseObject({message: z.string()}),
})

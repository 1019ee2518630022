import * as z from 'zod'
import {json, moment, text, time} from '../../operation/fields.js'
import {addressable} from '../../operation/names.js'
import {defineRoutes} from '../../operation/routes.js'
import {datasetName} from './endpoints.js'

const routes = defineRoutes({limits: {rate: 'datasets'}, serverVersion: 3})
const runName = {help: 'Name of the run', decodedTwice: true} as const

/** A run over a dataset. */
export const run = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  metadata: z.unknown(),
  datasetId: z.string(),
  datasetName: z.string(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** What links a trace to a dataset item within a run. */
export const runItem = z.looseObject({
  id: z.string(),
  datasetRunId: z.string(),
  datasetRunName: z.string(),
  datasetItemId: z.string(),
  traceId: z.string(),
  observationId: z.string().nullish(),
  createdAt: moment(),
  updatedAt: moment(),
})

/** Newest first. */
export const list = routes.list('/api/public/datasets/{datasetName}/runs', {
  params: {datasetName: {...datasetName, echo: 'datasetName'}},
  paging: 'page',
  item: run,
})

/** The run with all its items in one answer. */
export const get = routes.get('/api/public/datasets/{datasetName}/runs/{runName}', {
  params: {datasetName: {...datasetName, echo: 'datasetName'}, runName: {...runName, echo: 'name'}},
  response: run.extend({datasetRunItems: z.array(runItem)}),
})

/** The run goes at once, its items in the background. */
export const remove = routes.delete('/api/public/datasets/{datasetName}/runs/{runName}', {
  params: {datasetName, runName},
  read: ({params = {}}) => ({operation: get, input: {params}}),
  response: z.looseObject({message: z.string()}),
})

/** Newest first. Wants the dataset's id, not its name. */
export const listItems = routes.list('/api/public/dataset-run-items', {
  query: z.object({
    datasetId: z.string().describe('Id (not the name) of the dataset: see datasets get'),
    runName: z.string().describe('Name of the run'),
  }),
  paging: 'page',
  item: runItem,
})

/** Always makes a new row; the run is made with its first item. The row appears a moment later. */
export const createItem = routes.post('/api/public/dataset-run-items', {
  body: z
    .strictObject({
      runName: addressable('Name of the run; made when it is new'),
      datasetItemId: z.string().min(1).describe('Id of the dataset item that was run'),
      traceId: z.string().min(1, 'is empty').describe('Trace that the run produced').nullish(),
      observationId: z.string().min(1, 'is empty').describe('Observation that the run produced').nullish(),
      runDescription: text('What the run tries; kept only when the run is new').nullish(),
      metadata: json('Anything to keep with the run; kept only when the run is new').optional(),
      datasetVersion: time('State of the dataset that was run').nullish(),
      createdAt: time('When it happened, if not now').nullish(),
    })
    .refine((body) => (body.traceId ?? body.observationId ?? undefined) !== undefined, {
      path: ['traceId'],
      error: 'needs --trace-id or --observation-id',
    }),
  response: runItem,
})

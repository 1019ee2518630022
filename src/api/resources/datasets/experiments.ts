import * as z from 'zod'
import {columnsOfType} from '../../filter/columns.js'
import {fieldGroups, several} from '../../operation/common-params.js'
import {filters, moment, time} from '../../operation/fields.js'
import {defineRoutes} from '../../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'public-api', since: '3.206'}, serverVersion: 4})

/** What conditions on experiments may name. */
export const experimentColumns = columnsOfType('string', 'id name datasetId')
const itemColumns = columnsOfType('string', 'experimentId experimentName experimentItemId datasetId')

/** The lower bound of time, which the server requires, when none is given. */
export const BEGINNING = '1970-01-01T00:00:00.000Z'

/** An experiment: on servers of version 4 what a dataset run is on older ones. */
export const experiment = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  startTime: moment(),
  endTime: moment().nullish(),
  itemCount: z.number(),
  datasetId: z.string().nullish(),
  metadata: z.unknown().optional(),
  scores: z.array(z.unknown()).nullish(),
})

/** One dataset item in an experiment; the id is that of its root observation. */
export const experimentItem = z.looseObject({
  id: z.string(),
  traceId: z.string(),
  startTime: moment(),
  endTime: moment().nullish(),
  level: z.string(),
  environment: z.string().nullish(),
  experimentId: z.string(),
  experimentName: z.string(),
  experimentItemId: z.string(),
  experimentDatasetId: z.string().nullish(),
  experimentItemVersion: moment().nullish(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  expectedOutput: z.unknown().optional(),
  metadata: z.unknown().optional(),
  experimentItemMetadata: z.unknown().optional(),
  experimentMetadata: z.unknown().optional(),
  experimentDescription: z.string().nullish(),
  scores: z.array(z.unknown()).nullish(),
})

const scoreLimit = z.int().min(0).max(50).describe('Scores for each row, with --fields scores (default: 50)').optional()

/** The newest event first. */
export const list = routes.list('/api/public/experiments', {
  query: z.object({
    name: several('Only experiments of this name'),
    datasetId: several('Only experiments on this dataset, by its id'),
    id: several('Only the experiment of this id'),
    fromStartTime: time('Only experiments at or after this time (default: all)'),
    toStartTime: time('Only experiments before this time').optional(),
    fields: fieldGroups(['core', 'metadata', 'scores'], 'Groups of fields (core)'),
    scoreLimit,
    filter: filters(experimentColumns),
  }),
  paging: 'cursor',
  item: experiment,
})

/** Newest first. */
export const listItems = routes.list('/api/public/experiment-items', {
  query: z.object({
    experimentId: several('Only items of this experiment'),
    experimentName: several('Only items of experiments of this name'),
    experimentItemId: several('Only this dataset item'),
    datasetId: several('Only items of this dataset, by its id'),
    fromStartTime: time('Only items that began at or after this time (default: all)'),
    toStartTime: time('Only items that began before this time').optional(),
    fields: fieldGroups(
      ['core', 'dataset', 'io', 'metadata', 'itemMetadata', 'experimentMetadata', 'scores'],
      'Groups of fields (core,dataset)',
    ),
    scoreLimit,
    filter: filters(itemColumns),
  }),
  paging: 'cursor',
  item: experimentItem,
})

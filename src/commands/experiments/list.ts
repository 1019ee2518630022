import * as experiments from '../../api/resources/datasets/experiments.js'
import {list} from '../../base/command/list.js'

export default list(experiments.list, {
  summary: 'List experiments, the newest first',
  phrases: ['list experiments', 'which experiments have we run?', 'recent evaluation runs'],
  description: 'On older servers experiments are called dataset runs: `datasets runs list` shows them.',
  examples: ['--from 30d', '--dataset-id dataset-1 --fields core,scores --json'],
  columns: [
    {path: 'name', kind: 'id'},
    'id',
    {path: 'itemCount', header: 'items'},
    {path: 'startTime', header: 'started'},
    'description',
    {path: 'datasetId', header: 'dataset'},
  ],
  supplied: ['from'],
  completeQuery: async (query) => ({fromStartTime: experiments.BEGINNING, ...query}),
})

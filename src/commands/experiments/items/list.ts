import * as experiments from '../../../api/resources/datasets/experiments.js'
import {list} from '../../../base/command/list.js'

export default list(experiments.listItems, {
  summary: 'List the items of experiments, newest first',
  phrases: ['list the items of an experiment', 'compare the results of an experiment'],
  examples: ['--experiment-id experiment-1', '--experiment-id experiment-1 --fields core,io,scores --all -o ndjson'],
  columns: [
    {path: 'experimentItemId', header: 'item'},
    {path: 'traceId', header: 'trace'},
    {path: 'id', header: 'observation'},
    {path: 'startTime', header: 'started'},
    {path: 'experimentName', header: 'experiment'},
    'level',
  ],
  supplied: ['from'],
  completeQuery: async (query) => ({fromStartTime: experiments.BEGINNING, ...query}),
})

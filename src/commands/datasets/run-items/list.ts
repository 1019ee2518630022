import * as runs from '../../../api/resources/datasets/run-variants.js'
import {list} from '../../../base/command/list.js'

export default list(runs.listItems, {
  summary: 'List the items of a run, newest first',
  phrases: ['list the items of a dataset run', 'which traces belong to the baseline run?'],
  description: 'Wants the id of the dataset: `langfuse datasets get NAME --columns id -o tsv` prints it.',
  examples: ['--dataset-id dataset-1 --run-name 2026-11-20-baseline'],
  columns: [
    {path: 'datasetItemId', header: 'item'},
    {path: 'traceId', header: 'trace'},
    {path: 'observationId', header: 'observation'},
    {path: 'createdAt', header: 'created'},
  ],
})

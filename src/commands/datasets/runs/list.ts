import * as runs from '../../../api/resources/datasets/run-variants.js'
import {list} from '../../../base/command/list.js'

export default list(runs.list, {
  summary: 'List the runs over a dataset, newest first',
  phrases: ['list the runs of a dataset', 'which experiments ran on this dataset?'],
  examples: ['support/tickets', 'support/tickets --json'],
  columns: [
    {path: 'name', kind: 'id'},
    'description',
    {path: 'itemCount', header: 'items'},
    'id',
    {path: 'createdAt', header: 'created'},
  ],
})

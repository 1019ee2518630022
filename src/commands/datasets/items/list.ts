import * as items from '../../../api/resources/datasets/items.js'
import {list} from '../../../base/command/list.js'

export default list(items.list, {
  summary: 'List dataset items, newest first',
  phrases: ['list the items of a dataset', 'what is in this dataset?', 'export a dataset'],
  description: 'Archived items are not listed; `datasets items get` shows them.',
  examples: [
    '--dataset-name support/tickets',
    '--dataset-name support/tickets --all -o ndjson > items.ndjson',
    '--dataset-name support/tickets --version 2026-11-01',
  ],
  columns: [
    'id',
    'input',
    {path: 'expectedOutput', header: 'expected'},
    'status',
    {path: 'datasetName', header: 'dataset'},
    {path: 'updatedAt', header: 'updated'},
  ],
})

import * as datasets from '../../api/datasets.js'
import {list} from '../../base/list.js'

export default list(datasets.list, {
  summary: 'List datasets, newest first',
  phrases: ['list all datasets', 'what datasets are there?'],
  examples: [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --columns name,metadata.owner',
  ],
  columns: [{path: 'name', kind: 'id'}, 'description', 'id', {path: 'updatedAt', header: 'updated'}],
})

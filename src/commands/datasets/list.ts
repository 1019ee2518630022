import * as datasets from '../../api/resources/datasets/endpoints.js'
import {list} from '../../base/command/list.js'

export default list(datasets.list, {
  summary: 'List datasets, newest first',
  phrases: ['list all datasets', 'what datasets are there?'],
  examples: ['', '--columns name,metadata.owner'],
  columns: [{path: 'name', kind: 'id'}, 'description', 'id', {path: 'updatedAt', header: 'updated'}],
})

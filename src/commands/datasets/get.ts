import * as datasets from '../../api/resources/datasets/endpoints.js'
import {get} from '../../base/command/get.js'

export default get(datasets.get, {
  summary: 'Show a dataset',
  phrases: ['show a dataset', 'what is this dataset for?'],
  description: 'Its items are listed by `datasets items list --dataset-name NAME`.',
  examples: ['support/tickets', 'support/tickets --columns id -o tsv'],
})

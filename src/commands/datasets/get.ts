import {getByName} from '../../api/resources/datasets/by-name.js'
import {get} from '../../base/command/get.js'

export default get(getByName, {
  summary: 'Show a dataset',
  phrases: ['show a dataset', 'what is this dataset for?'],
  description: 'Its items are listed by `datasets items list --dataset-name NAME`.',
  examples: ['support/tickets', 'support/tickets --columns id -o tsv'],
})

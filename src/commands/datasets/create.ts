import * as datasets from '../../api/resources/datasets/endpoints.js'
import {action} from '../../base/command/action.js'

export default action(datasets.create, {
  summary: 'Create a dataset, or update the one of that name',
  phrases: ['create a dataset', 'start a new dataset', 'change the description of a dataset'],
  description: 'Fields that are left out keep their values. Datasets cannot be deleted or renamed through the API.',
  examples: [
    '--name support/tickets --description "Real tickets, anonymised"',
    '--name support/tickets --input-schema @schema.json',
  ],
  done: (dataset) => `Saved dataset ${dataset.name} (${dataset.id})`,
})

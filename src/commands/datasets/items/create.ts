import * as items from '../../../api/resources/datasets/items.js'
import {action} from '../../../base/command/action.js'

export default action(items.create, {
  summary: 'Add an item to a dataset, or update it by its id',
  phrases: [
    'add items to a dataset',
    'add a test case',
    'keep this question with its right answer',
    'update a dataset item',
  ],
  description:
    'With --id an existing item is updated: fields that are left out keep their values, and null clears one. Without --id every call adds an item.',
  examples: [
    `--dataset-name support/tickets --input '{"question":"Where is my order?"}' --expected-output "Ask for the number"`,
    '--dataset-name support/tickets --id ticket-1042 --input @ticket.json',
    '--dataset-name support/tickets --id ticket-1042 --status ARCHIVED',
  ],
  done: (item) => `Saved item ${item.id} in ${item.datasetName}`,
})

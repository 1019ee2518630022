import * as items from '../../../api/resources/datasets/items.js'
import {remove} from '../../../base/command/remove.js'

export default remove(items.remove, {
  summary: 'Delete a dataset item',
  phrases: ['delete a dataset item', 'drop a test case'],
  description: 'Earlier states of the dataset (`datasets items list --version`) still show it.',
  examples: ['ticket-1042', 'ticket-1042 --yes'],
  what: (args) => `item ${args.id}`,
})

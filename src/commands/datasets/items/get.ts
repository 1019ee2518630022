import * as items from '../../../api/resources/datasets/items.js'
import {get} from '../../../base/command/get.js'

export default get(items.get, {
  summary: 'Show a dataset item, archived or not',
  phrases: ['show one dataset item', 'show me a test case'],
  examples: ['ticket-1042', 'ticket-1042 --columns input'],
})

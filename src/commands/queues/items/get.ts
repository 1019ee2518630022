import * as items from '../../../api/resources/queues/items.js'
import {get} from '../../../base/command/get.js'

export default get(items.get, {
  summary: 'Show an item of an annotation queue',
  phrases: ['show an item of an annotation queue', 'what is the first thing in that queue?'],
  examples: ['queue-1 item-7'],
})

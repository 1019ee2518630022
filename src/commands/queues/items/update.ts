import * as items from '../../../api/resources/queues/items.js'
import {action} from '../../../base/command/action.js'

export default action(items.update, {
  summary: 'Set the status of an item of an annotation queue',
  phrases: ['mark a queue item as completed', 'that one is done'],
  description: 'Back to PENDING leaves the time at which it was completed.',
  examples: ['queue-1 item-7 --status COMPLETED'],
  done: ({id, status}) => `Updated item ${id} (${status})`,
})

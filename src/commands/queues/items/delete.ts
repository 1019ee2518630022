import * as items from '../../../api/resources/queues/items.js'
import {remove} from '../../../base/command/remove.js'

export default remove(items.remove, {
  summary: 'Take an item out of an annotation queue',
  phrases: ['take an item out of an annotation queue', 'nobody needs to look at that one'],
  description: 'The trace, observation or session itself stays.',
  examples: ['queue-1 item-7', 'queue-1 item-7 --yes'],
  what: ({queueId, itemId}) => `item ${itemId} of queue ${queueId}`,
})

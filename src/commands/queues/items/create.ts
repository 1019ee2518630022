import * as items from '../../../api/resources/queues/items.js'
import {action} from '../../../base/command/action.js'

export default action(items.create, {
  summary: 'Put a trace, observation or session into an annotation queue',
  phrases: ['put a trace into an annotation queue', 'have a human look at that generation', 'send it to review'],
  description: 'The server checks neither that it exists nor that it is not in the queue already.',
  examples: ['queue-1 --object-type TRACE --object-id 0a1b2c3d'],
  done: ({id, objectType, objectId}) => `Added ${objectType} ${objectId} as item ${id}`,
})

import * as queues from '../../../api/resources/queues/endpoints.js'
import {action} from '../../../base/command/action.js'

export default action(queues.assign, {
  summary: 'Assign a user to an annotation queue',
  phrases: ['assign somebody to an annotation queue', 'give the queue to somebody'],
  examples: ['queue-1 --user-id user-3'],
  done: ({userId, queueId}) => `Assigned user ${userId} to queue ${queueId}`,
})

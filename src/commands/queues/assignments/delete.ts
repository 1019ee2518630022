import * as queues from '../../../api/resources/queues/endpoints.js'
import {remove} from '../../../base/command/remove.js'

export default remove(queues.unassign, {
  summary: 'Take a user off an annotation queue',
  phrases: ['take somebody off an annotation queue', 'somebody is off that queue'],
  description: 'The server does not say whether the user was assigned.',
  examples: ['queue-1 --user-id user-3', 'queue-1 --user-id user-3 --yes'],
  what: ({queueId}, _, {userId}) => `the assignment of user ${userId} to queue ${queueId}`,
  done: ({queueId}, {userId}) => `User ${userId} is not assigned to queue ${queueId} now`,
})

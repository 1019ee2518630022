import * as queues from '../../api/resources/queues/endpoints.js'
import {get} from '../../base/command/get.js'

export default get(queues.get, {
  summary: 'Show an annotation queue',
  phrases: ['show an annotation queue', 'what gets rated in a queue?'],
  examples: ['queue-1', 'queue-1 --columns name,scoreConfigIds --json'],
})

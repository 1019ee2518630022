import {removeOne} from '../../api/resources/traces/removal.js'
import {remove} from '../../base/command/remove.js'

export default remove(removeOne, {
  summary: 'Delete a trace, with its observations and scores',
  phrases: ['delete a trace', 'erase that trace'],
  description: 'The server deletes later, within minutes, and silently takes ids that it does not know.',
  examples: ['0a1b2c3d --yes'],
  what: ({traceId}) => `trace ${traceId}`,
  queued: true,
})

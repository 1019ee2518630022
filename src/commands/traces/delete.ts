import * as traces from '../../api/resources/traces/endpoints.js'
import {remove} from '../../base/command/remove.js'

export default remove(traces.remove, {
  summary: 'Delete a trace, with its observations and scores',
  phrases: ['delete a trace', 'erase that trace'],
  description: 'The server deletes later, within minutes, and silently takes ids that it does not know.',
  examples: ['0a1b2c3d --yes'],
  what: ({traceId}) => `trace ${traceId}`,
  queued: true,
})

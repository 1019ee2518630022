import * as scores from '../../api/resources/scores/endpoints.js'
import {remove} from '../../base/command/remove.js'

export default remove(scores.remove, {
  summary: 'Delete a score',
  phrases: ['delete a score', 'take that rating back'],
  description: 'The server deletes it later, and does not say whether there is such a score.',
  examples: ['sc-1042', 'sc-1042 --yes'],
  what: (args) => `score ${args.scoreId}`,
  queued: true,
})

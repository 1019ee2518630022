import * as sessions from '../../api/resources/sessions/variants.js'
import {get} from '../../base/command/get.js'

export default get(sessions.get, {
  summary: 'Show a session with all its traces',
  phrases: ['show a session with its traces', 'what happened in that conversation?'],
  description: 'The traces come without observations and scores; `traces get` shows those.',
  examples: ['chat-7'],
})

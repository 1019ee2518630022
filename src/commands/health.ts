import {ApiError} from '../api/http/errors.js'
import * as health from '../api/http/health.js'
import {get} from '../base/command/get.js'

export default get(health.get, {
  summary: 'Ask whether the server is well, and its version',
  phrases: ['is the server up?', 'which version is the server?', 'health check'],
  description: 'Needs no key. An unwell server answers 503: the answer is printed and the exit status is 5.',
  examples: ['--host us', '--fail-if-no-recent-events'],
  answerOf: (error) => (error instanceof ApiError && error.status === 503 ? error.body : undefined),
})

import * as configs from '../../../api/resources/scores/configs.js'
import {action} from '../../../base/command/action.js'

export default action(configs.update, {
  summary: 'Change a score config, or archive it',
  phrases: ['change a score config', 'archive a score config', 'let a score go up to 10'],
  description: 'What is left out stays. Scores that refer to an archived config are dropped.',
  examples: ['cfg-1 --description "Is it right?"', 'cfg-1 --is-archived'],
  done: ({name, isArchived}) => `Updated score config ${name}${isArchived ? ' (archived)' : ''}`,
})

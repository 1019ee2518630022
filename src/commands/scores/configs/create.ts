import * as configs from '../../../api/resources/scores/configs.js'
import {action} from '../../../base/command/action.js'

export default action(configs.create, {
  summary: 'Create a score config',
  phrases: ['create a score config', 'let people rate answers as good or bad', 'define a new score'],
  description: 'Names need not be unique: every call makes one. There is no delete; configs are archived.',
  examples: [
    '--name accuracy --data-type NUMERIC --min-value 0 --max-value 1',
    `--name tone --data-type CATEGORICAL --categories '[{"label":"warm","value":1},{"label":"cold","value":0}]'`,
  ],
  done: ({name, id}) => `Created score config ${name} (${id})`,
})

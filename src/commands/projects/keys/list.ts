import * as keys from '../../../api/resources/administration/keys.js'
import {KEY_COLUMNS} from '../../../base/command/create-key.js'
import {list} from '../../../base/command/list.js'

export default list(keys.listOfProject, {
  summary: 'List the keys of a project, oldest first',
  phrases: ['list the API keys of a project', 'which keys open this project?'],
  description: 'Secrets are never listed, only how they begin and end.',
  examples: ['prj-1'],
  columns: KEY_COLUMNS,
})

import * as admin from '../../../../api/resources/administration/admin.js'
import {KEY_COLUMNS} from '../../../../base/command/create-key.js'
import {list} from '../../../../base/command/list.js'

export default list(admin.listKeys, {
  summary: 'List the keys of an organization, oldest first',
  phrases: [
    'which keys does an organization of the server have?',
    "list an organization's API keys as the administrator",
  ],
  description: 'Secrets are never listed, only how they begin and end.',
  examples: ['org-1'],
  columns: KEY_COLUMNS,
})

import * as keys from '../../../api/resources/administration/keys.js'
import {KEY_COLUMNS} from '../../../base/command/create-key.js'
import {list} from '../../../base/command/list.js'

export default list(keys.listOfOrganization, {
  summary: 'List the keys of the organization, oldest first',
  phrases: ['which keys does the organization have?', 'list the API keys of our organization'],
  description: 'New ones are made in the web UI, or with `admin orgs keys create`. Secrets are never listed.',
  examples: [''],
  columns: KEY_COLUMNS,
})

import * as keys from '../../../api/resources/administration/keys.js'
import {remove} from '../../../base/command/remove.js'

export default remove(keys.removeFromProject, {
  summary: 'Delete a key of a project',
  phrases: ['revoke an API key', 'that key leaked'],
  description: 'Whatever uses it stops working at once.',
  examples: ['prj-1 key-1 --yes'],
  what: ({projectId, apiKeyId}) => `key ${apiKeyId} of project ${projectId}`,
})

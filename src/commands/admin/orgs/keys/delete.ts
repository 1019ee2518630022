import * as admin from '../../../../api/resources/administration/admin.js'
import {remove} from '../../../../base/command/remove.js'

export default remove(admin.removeKey, {
  summary: 'Delete a key of an organization',
  phrases: ['revoke a key of an organization as the administrator', "delete an organization's API key"],
  description: 'Whatever uses it stops working at once.',
  examples: ['org-1 key-1 --yes'],
  what: ({organizationId, apiKeyId}) => `key ${apiKeyId} of organization ${organizationId}`,
})

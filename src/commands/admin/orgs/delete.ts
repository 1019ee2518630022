import * as admin from '../../../api/resources/administration/admin.js'
import {remove} from '../../../base/command/remove.js'

export default remove(admin.remove, {
  summary: 'Delete an organization that has no projects',
  phrases: ['delete an organization from the server', 'remove an empty organization'],
  description: 'The server refuses while projects exist or are still on their way out.',
  examples: ['org-1 --yes'],
  what: ({organizationId}) => `organization ${organizationId}`,
  details: async ({client}, params) => {
    const {data} = await client.request(admin.get, {params})
    return `organization ${data.name} (${params.organizationId})`
  },
})

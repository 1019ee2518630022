import * as admin from '../../../../api/resources/administration/admin.js'
import {createKey} from '../../../../base/command/create-key.js'

export default createKey(admin.createKey, {
  summary: 'Create a key pair for an organization',
  phrases: ['create an API key for an organization as the administrator', 'give an organization a key pair'],
  description:
    'The secret is shown once: on a terminal, or anywhere with -o or --json. Into a pipe without them nothing is created. With --save-to the pair goes into a new file that only its owner may read, for --env, and the secret is not shown.',
  examples: ['org-1 --note "terraform"', 'org-1 --save-to organization.env'],
  prefix: 'LANGFUSE_ORG',
  opens: ({organizationId}) => `organization ${organizationId}`,
})

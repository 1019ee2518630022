import * as keys from '../../../api/resources/administration/keys.js'
import {createKey} from '../../../base/command/create-key.js'

export default createKey(keys.createForProject, {
  summary: 'Create a key pair for a project',
  phrases: ['create an API key for a project', 'I need a key for CI'],
  description:
    'The secret is shown once: on a terminal, or anywhere with -o or --json. Into a pipe without them nothing is created. With --save-to the pair goes into a new file that only its owner may read, for --env, and the secret is not shown.',
  examples: [
    'prj-1 --note "ci"',
    'prj-1 --save-to checkout.env',
    'prj-1 --new-public-key pk-lf-mine --new-secret-key @new-secret.txt',
  ],
  prefix: 'LANGFUSE',
  opens: ({projectId}) => `project ${projectId}`,
})

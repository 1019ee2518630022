import * as admin from '../../../api/resources/administration/admin.js'
import {action} from '../../../base/command/action.js'

export default action(admin.update, {
  summary: 'Rename an organization, or change its metadata',
  phrases: ['rename an organization', 'change the metadata of an organization'],
  description: 'The server wants the name each time; metadata is replaced as a whole.',
  examples: [`org-1 --name Payments --metadata '{"cost":"42"}'`],
  done: ({id, name}) => `Updated organization ${name} (${id})`,
})

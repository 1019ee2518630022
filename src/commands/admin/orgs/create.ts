import * as admin from '../../../api/resources/administration/admin.js'
import {action} from '../../../base/command/action.js'

export default action(admin.create, {
  summary: 'Create an organization',
  phrases: ['create an organization on our server', 'set up a new tenant'],
  description: 'It has no members and no keys at first: `admin orgs keys create` makes a key.',
  examples: ['--name Payments'],
  done: ({id, name}) => `Created organization ${name} (${id})`,
})

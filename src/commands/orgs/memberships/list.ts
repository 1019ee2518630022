import * as memberships from '../../../api/resources/administration/memberships.js'
import {list} from '../../../base/command/list.js'

export default list(memberships.listOfOrganization, {
  summary: 'List the members of the organization with their roles',
  phrases: ['who is in our organization?', 'list the members'],
  examples: ['', '--all --json'],
  columns: ['userId', 'role', 'email', 'name'],
})

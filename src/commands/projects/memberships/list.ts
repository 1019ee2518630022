import * as memberships from '../../../api/resources/administration/memberships.js'
import {list} from '../../../base/command/list.js'

export default list(memberships.listOfProject, {
  summary: 'List the users who have a role of their own in a project',
  phrases: ['who has a role in this project?', 'list the members of a project'],
  description: 'Such a role wins over the one in the organization: see orgs memberships list for that.',
  examples: ['prj-1'],
  columns: ['userId', 'role', 'email', 'name'],
})

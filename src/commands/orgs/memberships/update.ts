import {lowering, readMembers} from '../../../api/resources/administration/member-rules.js'
import * as memberships from '../../../api/resources/administration/memberships.js'
import {action} from '../../../base/command/action.js'

export default action(memberships.updateInOrganization, {
  summary: 'Give a user a role in the organization',
  phrases: ['make somebody an admin', 'change the role of a member'],
  description: 'The user must exist. It asks before a role is lowered; the server lets the last owner go.',
  examples: ['--user-id user-3 --role ADMIN'],
  confirmationFor: async ({userId, role}, _, {client}) =>
    lowering(await readMembers(client, memberships.listOfOrganization), userId, role),
  done: ({userId, email, role}) => `${email ?? userId} is ${role} of the organization`,
})

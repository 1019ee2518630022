import {lowering, readMembers} from '../../../api/resources/administration/member-rules.js'
import * as memberships from '../../../api/resources/administration/memberships.js'
import {action} from '../../../base/command/action.js'

export default action(memberships.updateInProject, {
  summary: 'Give a user a role in a project',
  phrases: ['give somebody a role in a project', 'make somebody a viewer of the project'],
  description: 'The user must exist. The role wins over that in the organization. It asks before a role is lowered.',
  examples: ['prj-1 --user-id user-3 --role ADMIN'],
  confirmationFor: async ({userId, role}, args, {client}) => {
    const members = await readMembers(client, memberships.listOfProject, args)
    const hasRole = members.some((member) => member.userId === userId)
    return lowering(hasRole ? members : await readMembers(client, memberships.listOfOrganization), userId, role)
  },
  done: ({userId, email, role}, {projectId}) => `${email ?? userId} is ${role} of project ${projectId}`,
})

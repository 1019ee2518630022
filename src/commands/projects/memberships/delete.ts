import {lastOwner, readMembers, who} from '../../../api/resources/administration/member-rules.js'
import * as memberships from '../../../api/resources/administration/memberships.js'
import {remove} from '../../../base/command/remove.js'

export default remove(memberships.removeFromProject, {
  summary: 'Take the role in a project away from a user',
  phrases: ["take somebody's role in a project away", 'remove a member from a project'],
  description: 'The role in the organization stays.',
  examples: ['prj-1 --user-id user-3 --yes'],
  what: ({projectId}, _, {userId}) => `the role of user ${userId} in project ${projectId}`,
  warningFor: async ({client}, args, {userId}) => {
    const last = lastOwner(await readMembers(client, memberships.listOfProject, args), userId)
    return last && `${who(last)} is the last owner listed for this project; those of the organization remain.`
  },
})

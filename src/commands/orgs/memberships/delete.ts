import {CliError} from '../../../api/errors/cli-error.js'
import {lastOwner, readMembers, who} from '../../../api/resources/administration/member-rules.js'
import * as memberships from '../../../api/resources/administration/memberships.js'
import {remove} from '../../../base/command/remove.js'

export default remove(memberships.removeFromOrganization, {
  summary: 'Take a user out of the organization',
  phrases: ['remove a member from the organization', 'somebody has left the company'],
  description: 'It warns before the last owner goes; the server does not.',
  examples: ['--user-id user-3 --yes'],
  what: (_, __, {userId}) => `user ${userId} from the organization`,
  warningFor: async ({client}, _, {userId}) => {
    const members = await readMembers(client, memberships.listOfOrganization)
    if (members.length > 0 && !members.some((member) => member.userId === userId))
      throw new CliError('not_found', `User ${userId} is not a member of the organization; nothing was sent`)
    const last = lastOwner(members, userId)
    return last && `${who(last)} is the last owner: nobody could manage the organization any more.`
  },
})

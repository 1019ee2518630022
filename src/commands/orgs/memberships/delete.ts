import {lastOwner, readMembers, who} from '../../../api/resources/administration/member-rules.js'
import * as memberships from '../../../api/resources/administration/memberships.js'
import {remove} from '../../../base/command/remove.js'

export default remove(memberships.removeFromOrganization, {
  summary: 'Take a user out of the organization',
  phrases: ['remove a member from the organization', 'somebody has left the company'],
  description: 'It warns before the last owner goes; the server does not. The server says yes to strangers too.',
  examples: ['--user-id user-3 --yes'],
  what: (_, __, {userId}) => `user ${userId} from the organization`,
  warningFor: async ({client}, _, {userId}) => {
    const last = lastOwner(await readMembers(client, memberships.listOfOrganization), userId)
    return last && `${who(last)} is the last owner: nobody could manage the organization any more.`
  },
})

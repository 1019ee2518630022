import {lastOwner, readMembers, who} from '../../../api/resources/administration/member-rules.js'
import * as memberships from '../../../api/resources/administration/memberships.js'
import * as scim from '../../../api/resources/administration/scim.js'
import {remove} from '../../../base/command/remove.js'

export default remove(scim.removeUser, {
  summary: 'Take a user out of the organization',
  phrases: ['deprovision a user by SCIM', 'remove a SCIM user'],
  description: 'It warns before the last owner goes; not every server does.',
  examples: ['user-3 --yes'],
  what: ({userId}) => `user ${userId} from the organization`,
  warningFor: async ({client}, {userId}) => {
    const last = lastOwner(await readMembers(client, memberships.listOfOrganization), userId)
    return last && `${who(last)} is the last owner: nobody could manage the organization any more.`
  },
})

import * as scim from '../../../api/resources/administration/scim.js'
import {get} from '../../../base/command/get.js'

export default get(scim.getUser, {
  summary: 'Show a member of the organization, as SCIM has it',
  phrases: ['show a SCIM user', 'get a user by SCIM id'],
  examples: ['user-3'],
})

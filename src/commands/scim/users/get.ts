import * as scim from '../../../api/scim.js'
import {get} from '../../../base/get.js'

export default get(scim.getUser, {
  summary: 'Show a member of the organization, as SCIM has it',
  examples: ['<%= config.bin %> <%= command.id %> cmi9qkq6o0007'],
})

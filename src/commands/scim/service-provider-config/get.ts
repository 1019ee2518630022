import * as scim from '../../../api/resources/administration/scim.js'
import {get} from '../../../base/command/get.js'

export default get(scim.getServiceProviderConfig, {
  summary: 'Show what of SCIM the server can do',
  phrases: ['what of SCIM does the server support?', 'show the SCIM service provider config'],
  examples: [''],
})

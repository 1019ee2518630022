import * as scim from '../../../api/resources/administration/scim.js'
import {list} from '../../../base/command/list.js'

export default list(scim.listResourceTypes, {
  summary: 'List the kinds of things that SCIM manages here',
  phrases: ['list the SCIM resource types', 'what can SCIM manage?'],
  examples: [''],
  columns: ['id', 'name', 'endpoint', 'description', 'schema'],
})

import * as scim from '../../../api/resources/administration/scim.js'
import {list} from '../../../base/command/list.js'

export default list(scim.listSchemas, {
  summary: 'List the SCIM schemas of the server',
  phrases: ['list the SCIM schemas', 'which attributes do SCIM users have?'],
  examples: ['', '--json'],
  columns: ['id', 'name', 'description', 'attributes'],
})

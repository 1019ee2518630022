import * as admin from '../../../api/resources/administration/admin.js'
import {list} from '../../../base/command/list.js'

export default list(admin.list, {
  summary: 'List the organizations of a self-hosted server',
  phrases: ['list all organizations of the server', 'which organizations are on this server?'],
  examples: ['--all'],
  columns: [{path: 'name', kind: 'id'}, 'id', {path: 'createdAt', header: 'created'}, 'projects'],
})

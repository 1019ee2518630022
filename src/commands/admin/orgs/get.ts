import * as admin from '../../../api/resources/administration/admin.js'
import {get} from '../../../base/command/get.js'

export default get(admin.get, {
  summary: 'Show an organization with its projects',
  phrases: ['show an organization with its projects', 'what is in that organization?'],
  examples: ['org-1'],
})

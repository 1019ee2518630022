import * as organizations from '../../../api/resources/administration/organizations.js'
import {list} from '../../../base/command/list.js'

export default list(organizations.listProjects, {
  summary: 'List the projects of the organization',
  phrases: ['which projects do we have?', 'list all projects of the organization'],
  examples: ['', '--all --columns id -o tsv'],
  columns: [{path: 'name', kind: 'id'}, 'id', {path: 'createdAt', header: 'created'}, 'metadata'],
})

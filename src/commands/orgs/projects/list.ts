import * as projects from '../../../api/resources/administration/projects.js'
import {list} from '../../../base/command/list.js'

export default list(projects.listOfOrganization, {
  summary: 'List the projects of the organization',
  phrases: ['which projects do we have?', 'list all projects of the organization'],
  examples: ['', '--all --columns id -o tsv'],
  columns: [{path: 'name', kind: 'id'}, 'id', {path: 'createdAt', header: 'created'}, 'metadata'],
})

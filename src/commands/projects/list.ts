import * as projects from '../../api/resources/administration/projects.js'
import {list} from '../../base/command/list.js'

export default list(projects.list, {
  summary: 'Show the project that the keys belong to',
  phrases: ['which project is this key for?', 'what is my project id?'],
  description: 'A project key opens one project, so there is one row.',
  examples: ['', '--columns id -o tsv'],
  columns: [{path: 'name', kind: 'id'}, 'id', {path: 'organization.name', header: 'organization'}],
})

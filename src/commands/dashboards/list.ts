import * as dashboards from '../../api/resources/dashboards/endpoints.js'
import {list} from '../../base/command/list.js'

export default list(dashboards.list, {
  summary: 'List dashboards, newest first',
  phrases: ['list dashboards', 'which dashboards do we have?'],
  examples: ['', '--all --json'],
  columns: [{path: 'name', kind: 'id'}, 'id', 'description', {path: 'updatedAt', header: 'updated'}],
})

import * as widgets from '../../../api/resources/dashboards/widgets.js'
import {list} from '../../../base/command/list.js'

export default list(widgets.list, {
  summary: 'List the widgets that dashboards can show, newest first',
  phrases: ['list widgets', 'which charts do we have?'],
  examples: ['', '--columns name,metrics --json'],
  columns: [
    {path: 'name', kind: 'id'},
    'id',
    'view',
    {path: 'chartType', header: 'chart'},
    {path: 'updatedAt', header: 'updated'},
  ],
})

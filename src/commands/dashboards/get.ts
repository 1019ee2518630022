import * as dashboards from '../../api/resources/dashboards/endpoints.js'
import {get} from '../../base/command/get.js'

export default get(dashboards.get, {
  summary: 'Show a dashboard with its tiles',
  phrases: ['show a dashboard', 'what is on that dashboard?'],
  examples: ['dashboard-1', 'dashboard-1 --columns definition.widgets --json'],
})

import * as dashboards from '../../api/resources/dashboards/endpoints.js'
import {get} from '../../base/command/get.js'

export default get(dashboards.get, {
  summary: 'Show a dashboard with its tiles',
  phrases: ['show a dashboard', 'what is on that dashboard?'],
  examples: [
    '<%= config.bin %> <%= command.id %> dashboard-1',
    '<%= config.bin %> <%= command.id %> dashboard-1 --columns definition.widgets --json',
  ],
})

import * as dashboards from '../../api/dashboards.js'
import {get} from '../../base/get.js'

export default get(dashboards.get, {
  summary: 'Show a dashboard with its tiles',
  phrases: ['show a dashboard', 'what is on that dashboard?'],
  examples: [
    '<%= config.bin %> <%= command.id %> cmwr07v54002g0r7dv9bfokdb',
    '<%= config.bin %> <%= command.id %> cmwr07v54002g0r7dv9bfokdb --columns definition.widgets --json',
  ],
})

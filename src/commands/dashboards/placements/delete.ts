import * as dashboards from '../../../api/dashboards.js'
import {remove} from '../../../base/remove.js'

export default remove(dashboards.removePlacement, {
  summary: 'Take a tile off a dashboard; its widget stays',
  phrases: ['take a widget off a dashboard', 'remove a tile from the dashboard'],
  examples: [
    '<%= config.bin %> <%= command.id %> cmwr07v54002g0r7dv9bfokdb 99c6e618-e79e-42fa-8921-f20d3b0e205e --yes',
  ],
  what: ({dashboardId, placementId}) => `tile ${placementId} of dashboard ${dashboardId}`,
})

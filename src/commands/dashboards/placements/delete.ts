import * as dashboards from '../../../api/resources/dashboards/endpoints.js'
import {remove} from '../../../base/command/remove.js'

export default remove(dashboards.removePlacement, {
  summary: 'Take a tile off a dashboard; its widget stays',
  phrases: ['take a widget off a dashboard', 'remove a tile from the dashboard'],
  examples: ['dashboard-1 tile-1 --yes'],
  what: ({dashboardId, placementId}) => `tile ${placementId} of dashboard ${dashboardId}`,
})

import * as dashboards from '../../../api/resources/dashboards/endpoints.js'
import {action} from '../../../base/command/action.js'

export default action(dashboards.createPlacement, {
  summary: 'Put a widget on a dashboard',
  phrases: ['put a widget on a dashboard', 'add a chart to the dashboard'],
  description: 'Without a position it goes below the other tiles, 6 columns wide and 6 rows high. Tiles may overlap.',
  examples: [
    'dashboard-1 --type widget --widget-id widget-1',
    'dashboard-1 --type widget --widget-id widget-1 --x 6 --y 0 --width 6 --height 4',
  ],
  done: ({id}, {dashboardId}) => `Added tile ${id} to dashboard ${dashboardId}`,
})

import * as dashboards from '../../../api/resources/dashboards/endpoints.js'
import {action} from '../../../base/command/action.js'

export default action(dashboards.updatePlacement, {
  summary: 'Move a tile of a dashboard, or change its size',
  phrases: ['move a tile on a dashboard', 'resize a tile of a dashboard'],
  examples: ['dashboard-1 tile-1 --x 6 --width 6'],
  done: ({id, x, y, width, height}) => `Saved tile ${id}: column ${x}, row ${y}, ${width} × ${height}`,
})

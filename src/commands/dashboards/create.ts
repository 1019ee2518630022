import * as dashboards from '../../api/resources/dashboards/endpoints.js'
import {action} from '../../base/command/action.js'

export default action(dashboards.create, {
  summary: 'Create a dashboard',
  phrases: ['create a dashboard', 'make a new dashboard'],
  description: 'Tiles come with --definition, or one by one with `dashboards placements create`.',
  examples: ['--name Cost --description "What models cost us"', '--name Cost --definition @tiles.json'],
  done: ({name, id}) => `Created dashboard ${name} (${id})`,
})

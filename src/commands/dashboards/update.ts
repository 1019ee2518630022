import {listOf} from '../../api/json/object.js'
import * as dashboards from '../../api/resources/dashboards/endpoints.js'
import {action} from '../../base/command/action.js'

export default action(dashboards.update, {
  summary: 'Change a dashboard',
  phrases: ['rename a dashboard', 'change a dashboard'],
  description:
    'What is given is replaced as a whole: --definition replaces all tiles. Single tiles are changed by `dashboards placements`.',
  examples: ['dashboard-1 --name Cost', 'dashboard-1 --definition @tiles.json --yes'],
  confirmationFor: async ({definition}, params, {client, flags}) => {
    if (definition === undefined || flags.yes) return undefined
    const {data} = await client.request(dashboards.get, {params})
    const tiles: unknown = data.definition?.widgets
    if (Array.isArray(tiles) && tiles.length === 0) return undefined
    return `replace the tiles (${listOf(tiles).length || 'unknown'}) of dashboard ${data.name}`
  },
  done: ({name, id}) => `Saved dashboard ${name} (${id})`,
})

import {listOf} from '../../api/json/object.js'
import * as dashboards from '../../api/resources/dashboards/endpoints.js'
import {remove} from '../../base/command/remove.js'

export default remove(dashboards.remove, {
  summary: 'Delete a dashboard; its widgets stay',
  phrases: ['delete a dashboard', 'remove that dashboard'],
  examples: ['dashboard-1 --yes'],
  what: ({dashboardId}) => `dashboard ${dashboardId}`,
  details: async ({client}, params) => {
    const {data} = await client.request(dashboards.get, {params})
    return `dashboard ${data.name} with its tiles (${listOf(data.definition?.widgets).length})`
  },
})

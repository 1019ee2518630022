import * as widgets from '../../../api/resources/dashboards/widgets.js'
import {remove} from '../../../base/command/remove.js'

export default remove(widgets.remove, {
  summary: 'Delete a widget',
  phrases: ['delete a widget', 'remove a chart everywhere'],
  description: 'The server refuses while a dashboard shows it.',
  examples: ['widget-1 --yes'],
  what: ({widgetId}) => `widget ${widgetId}`,
  details: async ({client}, params) => `widget ${(await client.request(widgets.get, {params})).data.name}`,
})

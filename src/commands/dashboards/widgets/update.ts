import * as widgets from '../../../api/resources/dashboards/widgets.js'
import {action} from '../../../base/command/action.js'

export default action(widgets.update, {
  summary: 'Change a widget, on all dashboards that show it',
  phrases: ['change a widget', 'edit a chart'],
  description: 'What is given is replaced as a whole: --metrics replaces all metrics.',
  examples: ['widget-1 --name "Cost by model"', `widget-1 --chart-type PIVOT_TABLE --chart-config '{"row_limit":50}'`],
  done: ({name, id}) => `Saved widget ${name} (${id})`,
})

import * as widgets from '../../../api/dashboard-widgets.js'
import {action} from '../../../base/action.js'

export default action(widgets.update, {
  summary: 'Change a widget, on all dashboards that show it',
  phrases: ['change a widget', 'edit a chart'],
  description: 'What is given is replaced as a whole: --metrics replaces all metrics.',
  examples: [
    '<%= config.bin %> <%= command.id %> cmwr07v3a002d0r7djdx9aliw --name "Cost by model"',
    `<%= config.bin %> <%= command.id %> cmwr07v3a002d0r7djdx9aliw --chart-type PIVOT_TABLE --chart-config '{"row_limit":50}'`,
  ],
  done: ({name, id}) => `Saved widget ${name} (${id})`,
})

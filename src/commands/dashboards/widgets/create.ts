import * as widgets from '../../../api/resources/dashboards/widgets.js'
import {action} from '../../../base/command/action.js'

export default action(widgets.create, {
  summary: 'Create a widget',
  phrases: ['create a widget', 'make a chart of the cost'],
  description: '`dashboards placements create` puts it on a dashboard.',
  examples: [
    `--name "Cost by model" --view observations --dimensions '[{"field":"providedModelName"}]' --metrics '[{"measure":"totalCost","agg":"sum"}]' --filters '[]' --chart-type HORIZONTAL_BAR`,
    '--body @widget.json',
  ],
  done: ({name, id}) => `Created widget ${name} (${id})`,
})

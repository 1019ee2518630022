import * as widgets from '../../../api/resources/dashboards/widgets.js'
import {get} from '../../../base/command/get.js'

export default get(widgets.get, {
  summary: 'Show a widget',
  phrases: ['show a widget', 'how is that chart defined?'],
  examples: ['widget-1'],
})

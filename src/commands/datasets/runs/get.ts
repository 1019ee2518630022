import * as runs from '../../../api/dataset-runs.js'
import {withOnly} from '../../../api/endpoint.js'
import * as experiments from '../../../api/experiments.js'
import {get} from '../../../base/get.js'

export default get(runs.get, {
  summary: 'Show a run with all its items',
  examples: ['<%= config.bin %> <%= command.id %> support/tickets 2026-11-20-baseline'],
  twins: [
    withOnly(experiments.list, 'fromStartTime'),
    withOnly(experiments.listItems, 'fromStartTime', 'fields', 'scoreLimit'),
  ],
})

import * as runs from '../../../api/resources/datasets/run-variants.js'
import {action} from '../../../base/command/action.js'

export default action(runs.createItem, {
  summary: 'Link a trace to a dataset item, within a run',
  phrases: [
    'link a trace to a dataset item',
    'count this trace as a run of a test case',
    'record a result of an experiment',
  ],
  description: 'The run is made with its first item. The row appears a moment later.',
  examples: ['--run-name 2026-11-20-baseline --dataset-item-id ticket-1042 --trace-id 0a1b2c3d'],
  done: (item) => `Queued item ${item.datasetItemId} for run ${item.datasetRunName}`,
})

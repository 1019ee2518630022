import * as runs from '../../../api/resources/datasets/run-variants.js'
import {remove} from '../../../base/command/remove.js'

export default remove(runs.remove, {
  summary: 'Delete a run; its items go in the background',
  phrases: ['delete a dataset run', 'forget the baseline run'],
  examples: ['support/tickets 2026-11-20-baseline --yes'],
  what: (args) => `run ${args.runName} of dataset ${args.datasetName}, with its items`,
  queued: true,
})

import * as runs from '../../../api/resources/datasets/run-variants.js'
import {get} from '../../../base/command/get.js'

export default get(runs.get, {
  summary: 'Show a run with all its items',
  phrases: ['show a dataset run with its results', 'how did the baseline run go?'],
  examples: ['support/tickets 2026-11-20-baseline'],
})

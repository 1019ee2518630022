import * as evaluators from '../../api/resources/evaluation/evaluator-variants.js'
import {get} from '../../base/command/get.js'

export default get(evaluators.get, {
  summary: 'Show an evaluator',
  phrases: ['show an evaluator', 'what does the judge ask?'],
  examples: [
    '<%= config.bin %> <%= command.id %> evaluator-1',
    '<%= config.bin %> <%= command.id %> evaluator-1 --columns prompt -o tsv',
  ],
})

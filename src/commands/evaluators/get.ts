import * as evaluators from '../../api/resources/evaluation/evaluator-variants.js'
import {get} from '../../base/command/get.js'

export default get(evaluators.get, {
  summary: 'Show an evaluator',
  phrases: ['show an evaluator', 'what does the judge ask?'],
  examples: ['evaluator-1', 'evaluator-1 --columns prompt -o tsv'],
})

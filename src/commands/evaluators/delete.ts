import * as evaluators from '../../api/resources/evaluation/evaluator-variants.js'
import {remove} from '../../base/command/remove.js'
import {fetchObject} from '../../base/command/run-variants.js'

export default remove(evaluators.remove, {
  summary: 'Delete an evaluator with all its versions',
  phrases: ['delete an evaluator', 'remove a judge'],
  description: 'The server refuses while rules use it.',
  examples: ['evaluator-1 --yes'],
  what: ({evaluatorId}) => `evaluator ${evaluatorId}, all versions`,
  details: async (context, params) =>
    `evaluator ${(await fetchObject(context, evaluators.get, params)).name}, all versions`,
})

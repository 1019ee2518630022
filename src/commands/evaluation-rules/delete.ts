import * as rules from '../../api/resources/evaluation/rule-variants.js'
import {remove} from '../../base/command/remove.js'
import {fetchObject} from '../../base/command/run-variants.js'

export default remove(rules.remove, {
  summary: 'Delete an evaluation rule; the scores that it gave stay',
  phrases: ['stop evaluating automatically', 'delete an evaluation rule'],
  examples: ['rule-1 --yes'],
  what: ({evaluationRuleId}) => `evaluation rule ${evaluationRuleId}`,
  details: async (context, params) => `evaluation rule ${(await fetchObject(context, rules.get, params)).name}`,
})

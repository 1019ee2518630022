import * as rules from '../../api/resources/evaluation/rule-variants.js'
import {fetchFirst} from '../../api/variants/variant.js'
import {remove} from '../../base/command/remove.js'

export default remove(rules.remove, {
  summary: 'Delete an evaluation rule; the scores that it gave stay',
  phrases: ['stop evaluating automatically', 'delete an evaluation rule'],
  examples: ['rule-1 --yes'],
  what: ({evaluationRuleId}) => `evaluation rule ${evaluationRuleId}`,
  details: async ({client}, params) => `evaluation rule ${(await fetchFirst(client, rules.get, params)).name}`,
})

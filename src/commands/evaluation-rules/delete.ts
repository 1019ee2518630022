import * as rules from '../../api/evaluation-rules.js'
import {remove} from '../../base/remove.js'

export default remove(rules.remove, {
  summary: 'Delete an evaluation rule; the scores that it gave stay',
  examples: ['<%= config.bin %> <%= command.id %> cmwr07uyq00240r7dyq9c7ool --yes'],
  twins: [rules.removeV2],
  what: ({evaluationRuleId}) => `evaluation rule ${evaluationRuleId}`,
  details: async ({client}, {evaluationRuleId = ''}) => {
    const {data} = await client.request(rules.get, {params: {evaluationRuleId}})
    return `evaluation rule ${data.name}`
  },
})

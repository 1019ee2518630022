import * as evaluators from '../../api/evaluators.js'
import * as evaluatorsV2 from '../../api/evaluators-v2.js'
import {remove} from '../../base/remove.js'

export default remove(evaluators.remove, {
  summary: 'Delete an evaluator with all its versions',
  description: 'The server refuses while rules use it.',
  examples: ['<%= config.bin %> <%= command.id %> cmwr07uup00220r7drdh1cbo9 --yes'],
  twins: [evaluatorsV2.remove],
  what: ({evaluatorId}) => `evaluator ${evaluatorId}, all versions`,
  details: async ({client}, {evaluatorId = ''}) => {
    const {data} = await client.request(evaluators.get, {params: {evaluatorId}})
    return `evaluator ${data.name}, all versions`
  },
})

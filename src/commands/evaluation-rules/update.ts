import * as rules from '../../api/resources/evaluation/rule-variants.js'
import {action} from '../../base/command/action.js'

export default action(rules.update, {
  summary: 'Change an evaluation rule',
  phrases: ['pause an evaluation rule', 'change the sampling of an evaluation rule'],
  description:
    '--filter and --mapping are replaced as a whole and need --target. An evaluator can only be exchanged for one of the same type.',
  examples: ['rule-1 --no-enabled', `rule-1 --target observation --filter '[]' --sampling 0.5`],
  done: ({name, id}) => `Saved evaluation rule ${name} (${id})`,
})

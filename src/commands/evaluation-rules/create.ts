import * as rules from '../../api/resources/evaluation/rule-variants.js'
import {action} from '../../base/command/action.js'

export default action(rules.create, {
  summary: 'Create an evaluation rule: which evaluator runs on what',
  phrases: ['evaluate new traces automatically', 'run an evaluator on production data', 'create an evaluation rule'],
  description:
    'Every variable of the evaluator needs one entry in --mapping (`evaluators get` shows them); an evaluator of type code takes none. An enabled rule runs on all that comes in from now on, and models cost money. At most 500 rules can be active.',
  examples: [
    `--name helpful --evaluator '{"name":"helpful","scope":"project"}' --target observation --enabled --sampling 0.1 --filter '[{"type":"stringOptions","column":"type","operator":"any of","value":["GENERATION"]}]' --mapping '[{"variable":"input","source":"input"},{"variable":"output","source":"output"}]'`,
    `--name length --evaluator '{"name":"length","scope":"project","type":"code"}' --target experiment --no-enabled`,
  ],
  done: ({name, id}) => `Created evaluation rule ${name} (${id})`,
})

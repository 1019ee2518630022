import * as evaluators from '../../api/resources/evaluation/evaluators-v2.js'
import {action} from '../../base/command/action.js'
import {leftOut, withMessages} from '../../base/input/body.js'

export default action(evaluators.update, {
  summary: 'Change an evaluator: its name, its description, or the whole definition',
  phrases: ['change an evaluator', 'edit the prompt of the judge'],
  description:
    'A definition is replaced as a whole, with --type and all its fields, and makes a new version. The type of an evaluator cannot change. Older servers: `evaluators create` with the same name.',
  examples: [
    'evaluator-1 --name helpful --description "Does it help?"',
    `evaluator-1 --type llm_as_judge --prompt @messages.json --output-definition '{"dataType":"BOOLEAN"}'`,
  ],
  completeBody: withMessages,
  warningFor: async (body, params, {client}) => {
    if (body.type === undefined) return undefined
    const {modelConfig, variableMapping} = (await client.request(evaluators.get, {params})).data
    const gone = leftOut(evaluators.update.body, {modelConfig, variableMapping}, body)
    return gone.length === 0 ? undefined : `the new version does without what is not given: ${gone.join(', ')}.`
  },
  done: ({name, version, id}) => `Saved evaluator ${name}, version ${version} (${id})`,
})

import * as evaluators from '../../api/resources/evaluation/evaluator-variants.js'
import {action} from '../../base/command/action.js'
import {withMessages} from '../../base/input/body.js'

export default action(evaluators.create, {
  summary: 'Create an evaluator; before 4.35 a new version of the one of that name',
  phrases: ['create an evaluator', 'make an LLM judge', 'set up LLM-as-a-judge'],
  description:
    'All rules that use the evaluator go over to the new version. The form of --output-definition decides which servers are asked. A model needs a connection (`llm-connections upsert`) and is tried before anything is saved. Not every server runs code.',
  examples: [
    `--name helpful --type llm_as_judge --prompt @judge.txt --output-definition '{"dataType":"NUMERIC","reasoning":{"description":"Why"},"score":{"description":"0 to 1"}}' --model-config '{"provider":"openai","model":"gpt-4o"}'`,
    `--name helpful --type llm_as_judge --prompt @messages.json --output-definition '{"dataType":"BOOLEAN","scoreValueInstructions":"Does it help?"}'`,
    '--name length --type code --source-code @length.py --source-code-language PYTHON',
  ],
  completeBody: withMessages,
  done: ({name, version, id}) => `Created evaluator ${name}, version ${version} (${id})`,
})

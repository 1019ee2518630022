import * as evaluators from '../../api/evaluators-twins.js'
import {action} from '../../base/action.js'

export default action(evaluators.create, {
  summary: 'Create an evaluator, or a new version of the one of that name',
  description:
    'All rules that use the evaluator go over to the new version. A model needs a connection (`llm-connections upsert`) and is tried before anything is saved. Not every server runs code.',
  examples: [
    `<%= config.bin %> <%= command.id %> --name helpful --type llm_as_judge --prompt @judge.txt --output-definition '{"dataType":"NUMERIC","reasoning":{"description":"Why"},"score":{"description":"0 to 1"}}' --model-config '{"provider":"openai","model":"gpt-4o"}'`,
    '<%= config.bin %> <%= command.id %> --name length --type code --source-code @length.py --source-code-language PYTHON',
  ],
  done: ({name, version, id}) => `Created evaluator ${name}, version ${version} (${id})`,
})

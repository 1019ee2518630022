import {isObject} from '../../api/json/object.js'
import {readRowsWithinReach} from '../../api/paging/read-all.js'
import * as evaluators from '../../api/resources/evaluation/evaluator-variants.js'
import {list} from '../../api/resources/evaluation/evaluators.js'
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
  warningFor: async ({name, type, outputDefinition, modelConfig}, _, {client}) => {
    const older = isObject(outputDefinition) && 'reasoning' in outputDefinition
    if (!older || type !== 'llm_as_judge' || modelConfig !== undefined) return undefined
    const rows = await readRowsWithinReach(client, list)
    const before = rows.find((row) => row.name === name && row.scope === 'project')
    return before?.modelConfig ? 'the new version does without what is not given: --model-config.' : undefined
  },
  done: ({name, version, id}) => `Created evaluator ${name}, version ${version} (${id})`,
})

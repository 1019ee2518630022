import * as evaluators from '../../api/resources/evaluation/evaluator-variants.js'
import {list} from '../../base/command/list.js'

export default list(evaluators.list, {
  summary: 'List evaluators: those of the project, and those that the server brings along',
  phrases: ['list evaluators', 'which judges do we have?'],
  examples: ['', '--columns name,variables --json'],
  columns: [
    {path: 'name', kind: 'id'},
    'id',
    'type',
    'scope',
    'version',
    {path: 'evaluationRuleCount', header: 'rules'},
    {path: 'updatedAt', header: 'updated'},
  ],
})

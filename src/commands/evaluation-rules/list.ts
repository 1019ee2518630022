import * as rules from '../../api/resources/evaluation/rule-variants.js'
import {list} from '../../base/command/list.js'

export default list(rules.list, {
  summary: 'List evaluation rules: which evaluator runs on what',
  phrases: ['list evaluation rules', 'which evaluators run automatically?'],
  examples: ['', '--columns name,status,pausedMessage'],
  columns: [
    {path: 'name', kind: 'id'},
    'id',
    {path: 'evaluator.name', header: 'evaluator', kind: 'id'},
    'target',
    'status',
    'sampling',
    {path: 'updatedAt', header: 'updated'},
  ],
})

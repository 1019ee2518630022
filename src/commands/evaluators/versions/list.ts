import * as evaluators from '../../../api/resources/evaluation/evaluators-v2.js'
import {list} from '../../../base/command/list.js'

export default list(evaluators.listVersions, {
  summary: 'List the versions of an evaluator, newest first',
  phrases: ['list the versions of an evaluator', 'how did the judge change?'],
  examples: ['evaluator-1'],
  columns: [
    'version',
    'type',
    {path: 'createdBy.name', header: 'by'},
    {path: 'modelConfig.model', header: 'model'},
    {path: 'createdAt', header: 'created'},
    'id',
  ],
})

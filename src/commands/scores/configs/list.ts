import * as configs from '../../../api/resources/scores/configs.js'
import {list} from '../../../base/command/list.js'

export default list(configs.list, {
  summary: 'List score configs, newest first',
  phrases: ['list score configs', 'what can we rate?'],
  examples: ['', '--all --json'],
  columns: [
    'id',
    {path: 'name', kind: 'id'},
    {path: 'dataType', header: 'type'},
    {path: 'minValue', header: 'min'},
    {path: 'maxValue', header: 'max'},
    {path: 'isArchived', header: 'archived'},
    'categories',
    'description',
  ],
})

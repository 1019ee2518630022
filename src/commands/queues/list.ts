import * as queues from '../../api/resources/queues/endpoints.js'
import {list} from '../../base/command/list.js'

export default list(queues.list, {
  summary: 'List annotation queues, newest first',
  phrases: ['list annotation queues', 'which annotation queues do we have?'],
  examples: ['', '--all --json'],
  columns: ['id', {path: 'name', kind: 'id'}, 'description', {path: 'createdAt', header: 'created'}],
})

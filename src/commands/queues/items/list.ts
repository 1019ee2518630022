import * as items from '../../../api/resources/queues/items.js'
import {list} from '../../../base/command/list.js'

export default list(items.list, {
  summary: 'List the items of an annotation queue, newest first',
  phrases: ['list the items of an annotation queue', 'what is still waiting for a human?'],
  examples: ['queue-1 --status PENDING', 'queue-1 --all -o ndjson'],
  columns: [
    'id',
    {path: 'objectType', header: 'type'},
    {path: 'objectId', header: 'object'},
    'status',
    {path: 'completedAt', header: 'completed'},
    {path: 'createdAt', header: 'created'},
  ],
})

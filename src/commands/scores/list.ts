import * as scores from '../../api/resources/scores/variants.js'
import {list} from '../../base/command/list.js'

export default list(scores.list, {
  summary: 'List scores, newest first',
  phrases: ['get scores for a trace', 'list scores', 'what ratings did we get?'],
  examples: [
    '--trace-id 0a1b2c3d',
    '--name accuracy --data-type NUMERIC --value-max 0.5 --from 7d',
    '--experiment-id experiment-1 --all -o ndjson > scores.ndjson',
  ],
  columns: [
    'id',
    {path: 'name', kind: 'id'},
    'value',
    {path: 'dataType', header: 'type'},
    'source',
    {path: 'timestamp', header: 'time'},
    'environment',
  ],
})

import * as scores from '../../api/scores-twins.js'
import {list} from '../../base/list.js'

export default list(scores.list, {
  summary: 'List scores, newest first',
  description: 'What a score belongs to, its comment and its metadata come with --fields subject,details,annotation.',
  examples: [
    '<%= config.bin %> <%= command.id %> --trace-id 0a1b2c3d',
    '<%= config.bin %> <%= command.id %> --name accuracy --data-type NUMERIC --value-max 0.5 --from 7d',
    '<%= config.bin %> <%= command.id %> --fields subject,details --all -o ndjson > scores.ndjson',
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

import * as sessions from '../../api/resources/sessions/variants.js'
import {list} from '../../base/command/list.js'

export default list(sessions.list, {
  summary: 'List sessions, newest first',
  phrases: ['list sessions', 'show recent conversations'],
  examples: [
    '<%= config.bin %> <%= command.id %> --from 7d',
    '<%= config.bin %> <%= command.id %> --environment production --all -o ndjson',
  ],
  columns: [
    {path: 'createdAt', header: 'created'},
    {path: 'lastActivityAt', header: 'last activity'},
    'id',
    'environment',
  ],
})

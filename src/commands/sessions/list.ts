import * as sessions from '../../api/resources/sessions/variants.js'
import {list} from '../../base/command/list.js'

export default list(sessions.list, {
  summary: 'List sessions, newest first',
  phrases: ['list sessions', 'show recent conversations'],
  examples: ['--from 7d', '--environment production --all -o ndjson'],
  columns: [
    {path: 'createdAt', header: 'created'},
    {path: 'lastActivityAt', header: 'last activity'},
    'id',
    'environment',
  ],
})

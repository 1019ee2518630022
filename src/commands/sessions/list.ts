import {withOnly} from '../../api/endpoint.js'
import {listV2} from '../../api/observations.js'
import * as sessions from '../../api/sessions.js'
import {list} from '../../base/list.js'

export default list(sessions.list, {
  summary: 'List sessions, newest first',
  examples: [
    '<%= config.bin %> <%= command.id %> --from 7d',
    '<%= config.bin %> <%= command.id %> --environment production --all -o ndjson',
  ],
  columns: [{path: 'createdAt', header: 'created'}, 'id', 'environment'],
  twins: [withOnly(listV2, 'fromStartTime', 'toStartTime', 'environment')],
})

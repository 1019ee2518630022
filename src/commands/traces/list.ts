import * as traces from '../../api/resources/traces/variants.js'
import {list} from '../../base/command/list.js'

export default list(traces.list, {
  summary: 'List traces, newest first',
  phrases: ['get my recent traces', 'export traces from last week', 'list traces of a user'],
  description: 'Observations and scores come as ids; `traces get` shows them whole. Less data: --fields core,metrics.',
  examples: ['--from 24h', '--user-id u-17 --tag eu', '--from 7d --all -o ndjson'],
  columns: [
    {path: 'timestamp', header: 'time'},
    'name',
    'id',
    {path: 'totalCost', header: 'cost', kind: 'money'},
    {path: 'latency', header: 'seconds'},
    {path: 'userId', header: 'user', kind: 'text'},
    {path: 'sessionId', header: 'session', kind: 'text'},
    'tags',
  ],
})

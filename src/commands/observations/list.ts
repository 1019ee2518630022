import * as observations from '../../api/resources/observations/variants.js'
import {list} from '../../base/command/list.js'

export default list(observations.list, {
  summary: 'List observations (spans, generations, events), newest first',
  phrases: [
    'list the generations of a trace',
    'which LLM calls were slow?',
    'list spans and observations',
    'find slow or failed requests',
  ],
  examples: ['--trace-id 0a1b2c3d', '--type GENERATION --level ERROR --from 24h'],
  columns: [
    {path: 'startTime', header: 'time'},
    'type',
    'name',
    'id',
    'model',
    {path: 'totalCost', header: 'cost', kind: 'money'},
    {path: 'latency', header: 'seconds'},
    'level',
    {path: 'traceId', header: 'trace'},
  ],
})

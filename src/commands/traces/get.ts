import * as traces from '../../api/resources/traces/variants.js'
import {get} from '../../base/command/get.js'
import {printTrace} from '../../base/output/trace-tree.js'

export default get(traces.get, {
  summary: 'Show a trace with its observations and scores',
  phrases: ['show a trace with its observations', 'what happened in this request?', 'debug a trace'],
  description: 'A large trace can be too much for one answer: --fields core,io leaves observations and scores out.',
  print: printTrace,
  examples: ['0a1b2c3d', '0a1b2c3d --fields core,io --columns input,output'],
})

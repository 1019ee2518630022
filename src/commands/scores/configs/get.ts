import * as configs from '../../../api/resources/scores/configs.js'
import {get} from '../../../base/command/get.js'

export default get(configs.get, {
  summary: 'Show a score config',
  phrases: ['show a score config', 'how is this score rated?'],
  examples: ['cfg-1', 'cfg-1 --columns categories --json'],
})

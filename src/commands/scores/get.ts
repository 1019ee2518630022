import * as scores from '../../api/resources/scores/variants.js'
import {get} from '../../base/command/get.js'

export default get(scores.get, {
  summary: 'Show a score',
  phrases: ['show a score by its id', 'get one score'],
  description: 'A score that was just created appears a moment later.',
  examples: ['sc-1042', 'sc-1042 --columns name,value,comment'],
})

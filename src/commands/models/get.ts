import * as models from '../../api/resources/models.js'
import {get} from '../../base/command/get.js'

export default get(models.get, {
  summary: 'Show a model with its prices',
  phrases: ['show a model', 'what does this model cost?'],
  examples: ['model-1'],
})

import * as models from '../../api/resources/models.js'
import {action} from '../../base/command/action.js'

export default action(models.update, {
  summary: 'Replace the definition of a model',
  phrases: ['change the price of a model', 'replace a model definition'],
  description: 'Fields that are left out are gone afterwards. On older servers: delete it and create it again.',
  examples: [
    'model-1 --model-name my-model --match-pattern "(?i)^(my-model)$" --unit TOKENS --total-price 0.000001 --yes',
  ],
  confirmationFor: async (_, {id}) => `replace model ${id}`,
  done: ({modelName, id}) => `Replaced model ${modelName} (${id})`,
})

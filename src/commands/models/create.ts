import * as models from '../../api/resources/models.js'
import {action} from '../../base/command/action.js'

export default action(models.create, {
  summary: 'Create a model with its prices',
  phrases: ['teach it the price of our own model', 'add a model with prices', 'set a custom model price'],
  description: 'Prices are US dollars for one unit: $2.50 for a million tokens is 0.0000025.',
  examples: [
    '--model-name my-model --match-pattern "(?i)^(my-model)$" --unit TOKENS --input-price 0.0000025 --output-price 0.00001',
    '--model-name my-model --match-pattern "(?i)^(my-model)$" --unit TOKENS --pricing-tiers @tiers.json',
  ],
  done: ({modelName, id}) => `Created model ${modelName} (${id})`,
})

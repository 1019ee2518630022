import {listOf} from '../../api/json/object.js'
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
  replaces: async (body, params, {client}) => {
    const {modelName, startDate, tokenizerId, tokenizerConfig, ...rest} = (await client.request(models.get, {params}))
      .data
    const {inputPrice, outputPrice, pricingTiers} = rest
    const prices = body.totalPrice === undefined && body.pricingTiers === undefined ? {inputPrice, outputPrice} : {}
    const tiers = listOf(pricingTiers).length > 1 ? {pricingTiers} : {}
    const now = {startDate, tokenizerId, tokenizerConfig, ...prices, ...tiers}
    return {what: `model ${modelName} (${params.id})`, now}
  },
  mustKeep: ['modelName', 'matchPattern', 'unit'],
  done: ({modelName, id}) => `Replaced model ${modelName} (${id})`,
})

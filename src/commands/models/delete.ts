import * as models from '../../api/resources/models.js'
import {remove} from '../../base/command/remove.js'

export default remove(models.remove, {
  summary: 'Delete a model of your own',
  phrases: ['remove the price of a model of ours', 'delete a custom model'],
  description: 'Models that come with Langfuse cannot be deleted, but one of your own with the same name wins.',
  examples: ['model-1 --yes'],
  what: ({id}) => `model ${id}`,
})

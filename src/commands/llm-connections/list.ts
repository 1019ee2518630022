import * as connections from '../../api/resources/llm-connections.js'
import {list} from '../../base/command/list.js'

export default list(connections.list, {
  summary: 'List the connections to providers of models, newest first',
  phrases: ['list LLM connections', 'which model providers are connected?'],
  description: 'Secrets are never shown: of a key the last characters come back, of the extra headers their names.',
  examples: ['', '--columns provider,id -o tsv'],
  columns: [
    {path: 'provider', kind: 'id'},
    'adapter',
    'id',
    {path: 'displaySecretKey', header: 'key'},
    {path: 'baseURL', header: 'address'},
    {path: 'customModels', header: 'models'},
    {path: 'updatedAt', header: 'updated'},
  ],
})

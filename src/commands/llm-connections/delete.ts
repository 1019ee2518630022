import {readAllRows} from '../../api/paging/read-all.js'
import * as connections from '../../api/resources/llm-connections.js'
import {remove} from '../../base/command/remove.js'

export default remove(connections.remove, {
  summary: 'Delete a connection to a provider of models',
  phrases: ['delete an LLM connection', 'remove a provider key of OpenAI'],
  description: 'Evaluators that use it are paused.',
  examples: ['connection-1 --yes'],
  what: ({id}) => `LLM connection ${id}`,
  details: async ({client}, {id}) => {
    const found = (await readAllRows(client, connections.list)).find((row) => row.id === id)
    return found && `LLM connection ${found.provider} (${found.adapter}); evaluators that use it are paused`
  },
})

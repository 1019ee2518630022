import {readAllRows} from '../../api/paging/read-all.js'
import * as connections from '../../api/resources/llm-connections.js'
import {action} from '../../base/command/action.js'

export default action(connections.upsert, {
  summary: 'Create a connection to a provider of models, or replace the one of that name',
  phrases: ['add an OpenAI key', 'connect a model provider', 'change an LLM connection'],
  description:
    'A connection is replaced as a whole: what is left out goes back to its default, and the key must be given again. Give the key as @file or on stdin (-): on the command line it shows in `ps`. For bedrock it is {"accessKeyId": "…", "secretAccessKey": "…"} or {"apiKey": "…"}.',
  examples: [
    '--provider openai --adapter openai --provider-secret-key @provider-key.txt',
    `--provider aws --adapter bedrock --provider-secret-key @aws-keys.json --config '{"region":"eu-central-1"}' --no-with-default-models --custom-model my-model --yes`,
  ],
  replaces: async ({provider}, _, {client}) => {
    const found = (await readAllRows(client, connections.list)).find((row) => row.provider === provider)
    if (!found) return undefined
    const {extraHeaderKeys: extraHeaders, withDefaultModels, ...now} = found
    return {
      what: `LLM connection ${provider} (${found.adapter}, key ${found.displaySecretKey})`,
      now: {...now, extraHeaders, ...(withDefaultModels === false ? {withDefaultModels} : {})},
    }
  },
  done: ({provider, id}) => `Saved LLM connection ${provider} (${id})`,
})

import * as z from 'zod'
import {jsonObject, moment, secret} from '../operation/fields.js'
import {identifier} from '../operation/names.js'
import {defineRoutes} from '../operation/routes.js'

const routes = defineRoutes({limits: {rate: 'public-api'}})

/** A connection to a provider of models; its secret never comes back. */
export const connection = z.looseObject({
  id: z.string(),
  provider: z.string(),
  adapter: z.string(),
  displaySecretKey: z.string().nullish(),
  baseURL: z.string().nullish(),
  customModels: z.array(z.string()).nullish(),
  withDefaultModels: z.boolean().nullish(),
  extraHeaderKeys: z.array(z.string()).nullish(),
  config: z.unknown(),
  createdAt: moment(),
  updatedAt: moment(),
})

const CONFIGS: Record<string, z.ZodType> = {
  bedrock: z.strictObject({region: z.string()}),
  openai: z.strictObject({useResponsesApi: z.boolean()}).optional(),
  'google-vertex-ai': z.strictObject({location: z.string()}).optional(),
}

function configError(adapter: unknown): string {
  if (adapter === 'bedrock') return 'bedrock needs {"region": "…"}, and nothing else'
  if (adapter === 'openai') return 'openai takes {"useResponsesApi": true or false}'
  if (adapter === 'google-vertex-ai') return 'google-vertex-ai takes {"location": "…"}'
  return `${adapter} takes none`
}

/** Newest first. */
export const list = routes.list('/api/public/llm-connections', {paging: 'page', item: connection})

/** Creates, or replaces as a whole, by provider. */
export const upsert = routes.put('/api/public/llm-connections', {
  body: z
    .strictObject({
      provider: identifier('Name of the connection; the one of that name is replaced'),
      adapter: z
        .enum(['anthropic', 'openai', 'azure', 'bedrock', 'google-vertex-ai', 'google-ai-studio'])
        .describe('Protocol that the provider speaks'),
      secretKey: secret('Key of the provider; for bedrock the JSON of its credentials', 'provider-secret-key'),
      baseURL: z
        .string()
        .regex(/^https?:\/\//, 'must begin with http:// or https://')
        .describe('Address of the provider, if not the usual one')
        .nullish(),
      customModels: z.array(z.string().min(1)).describe('Model to offer beside the usual ones').optional(),
      withDefaultModels: z.boolean().describe('Offer the usual models of the adapter (default: true)').optional(),
      extraHeaders: z
        .record(z.string(), z.string())
        .meta({description: 'Headers to add to each request, as an object of strings', input: 'json', secret: true})
        .optional(),
      config: jsonObject('Settings of the adapter; bedrock needs {"region": "…"}').optional(),
    })
    .refine(({adapter, config}) => (CONFIGS[adapter] ?? z.undefined()).safeParse(config).success, {
      path: ['config'],
      error: ({input}) => configError((input as {adapter?: unknown}).adapter),
    }),
  response: connection,
})

/** Evaluators that use the connection are paused. */
export const remove = routes.delete('/api/public/llm-connections/{id}', {
  params: {id: {help: 'Id of the connection: see llm-connections list'}},
  response: z.looseObject({message: z.string()}),
})

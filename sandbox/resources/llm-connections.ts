import * as z from 'zod'
import {type Call, invalidRequest, ok, type Reply} from '../http/call.js'
import {type Page, pageOf, paging} from '../http/paging.js'
import {resource} from '../http/resource.js'
import {op, type Routes} from '../http/router.js'
import {check} from '../http/validation.js'

const body = z
  .object({
    provider: z.string().min(1),
    adapter: z.enum(['anthropic', 'openai', 'azure', 'bedrock', 'google-vertex-ai', 'google-ai-studio']),
    secretKey: z.string().min(1),
    baseURL: z.string().nullable().default(null),
    customModels: z.array(z.string()).default([]),
    withDefaultModels: z.boolean().default(true),
    extraHeaders: z.record(z.string(), z.string()).default({}),
    config: z.record(z.string(), z.json()).nullable().default(null),
  })
  .superRefine(({adapter, config}, context) => {
    if (adapter !== 'bedrock' || config?.region !== undefined) return
    const message = 'Config is required for Bedrock adapter. Expected: { region: string }'
    context.addIssue({code: 'custom', message, path: ['config']})
  })

/** Keys of providers of models. */
export const connections = resource({
  path: '/llm-connections',
  create: (store, given) => {
    const {secretKey, extraHeaders, ...plain} = check(body, given)
    if (/^https?:\/\/[\d.]+(:|\/|$)/.test(plain.baseURL ?? '')) {
      throw invalidRequest('Invalid baseURL: Blocked IP address detected')
    }
    const {provider, adapter, baseURL, customModels, withDefaultModels, config} = plain
    const shown = {provider, adapter, displaySecretKey: `...${secretKey.slice(-4)}`, baseURL, customModels}
    const headers = {withDefaultModels, extraHeaderKeys: Object.keys(extraHeaders)}
    return {id: store.cuid(), ...shown, ...headers, config, ...store.dates()}
  },
  missing: 'LLM connection not found',
  remove: {answer: {message: 'LLM connection successfully deleted'}},
})

/** The one of the same provider is replaced as a whole. */
function upsert({store, body: given}: Call): Reply {
  const before = [...connections.rows(store).values()]
  const row = connections.create(store, given)
  const known = before.find(({provider}) => provider === row.provider)
  if (!known) return {status: 201, body: row}
  connections.rows(store).delete(row.id)
  return ok(Object.assign(known, {...row, id: known.id, createdAt: known.createdAt}))
}

const pagingOf3 = {...paging, page: z.coerce.number().int().gte(0).default(1)}

/** Newest first; server version 3 takes page 0 and fails then. */
function list({store, mode, query}: Call): Reply {
  const given: Page = check(z.strictObject(mode === '3' ? pagingOf3 : paging), query)
  if (given.page === 0) throw new Error('An unknown error occurred')
  return ok(pageOf([...connections.rows(store).values()].reverse(), given, (row) => row))
}

const {GET: _, ...removable} = connections.routes['/llm-connections/{id}'] ?? {}

/** Connections are saved by their provider, and cannot be read one by one. */
export const connectionRoutes: Routes = {
  '/llm-connections': {GET: op(list), PUT: op(upsert)},
  '/llm-connections/{id}': removable,
}

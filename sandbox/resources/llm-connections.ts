import * as z from 'zod'
import {pageOf} from '../filter/conditions.js'
import {type Call, invalidRequest, notFound, type Reply} from '../http/call.js'
import {check, meta, paging} from '../http/validation.js'
import type {ConnectionRow} from '../store/settings-rows.js'
import type {Store} from '../store/store.js'

const body = z
  .object({
    provider: z.string().min(1),
    adapter: z.enum(['anthropic', 'openai', 'azure', 'bedrock', 'google-vertex-ai', 'google-ai-studio']),
    secretKey: z.string().min(1),
    baseURL: z.string().optional(),
    customModels: z.array(z.string()).optional(),
    withDefaultModels: z.boolean().optional(),
    extraHeaders: z.record(z.string(), z.string()).optional(),
    config: z.record(z.string(), z.json()).optional(),
  })
  .superRefine(({adapter, config}, context) => {
    if (adapter !== 'bedrock' || config?.region !== undefined) return
    const message = 'Config is required for Bedrock adapter. Expected: { region: string }'
    context.addIssue({code: 'custom', message, path: ['config']})
  })
const pagingOf3 = {...paging, page: z.coerce.number().int().gte(0).default(1)}

/** Saves a connection, as `PUT /llm-connections` does: the one of the same provider is replaced as a whole. */
export function putConnection(store: Store, given: unknown, id = store.cuid()): {row: ConnectionRow; isNew: boolean} {
  const {secretKey, extraHeaders = {}, ...plain} = check(body, given)
  if (/^https?:\/\/[\d.]+(:|\/|$)/.test(plain.baseURL ?? '')) {
    throw invalidRequest('Invalid baseURL: Blocked IP address detected')
  }
  const {connections} = store.settings
  const known = [...connections.values()].find(({provider}) => provider === plain.provider)
  const now = store.stamp()
  const row = {
    id: known?.id ?? id,
    provider: plain.provider,
    adapter: plain.adapter,
    displaySecretKey: `...${secretKey.slice(-4)}`,
    baseURL: plain.baseURL ?? null,
    customModels: plain.customModels ?? [],
    withDefaultModels: plain.withDefaultModels ?? true,
    extraHeaderKeys: Object.keys(extraHeaders),
    config: plain.config ?? null,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  }
  connections.set(row.id, row)
  return {row, isNew: known === undefined}
}

/** `PUT /llm-connections`. */
export function upsert({store, body: given}: Call): Reply {
  const {row, isNew} = putConnection(store, given)
  return {status: isNew ? 201 : 200, body: row}
}

/** `GET /llm-connections`, newest first; server version 3 takes page 0 and fails then. */
export function list({store, mode, query}: Call): Reply {
  const {page, limit} = check(z.strictObject(mode === '3' ? pagingOf3 : paging), query)
  if (page === 0) throw new Error('An unknown error occurred')
  const rows = [...store.settings.connections.values()].reverse()
  return {status: 200, body: {data: pageOf(rows, page, limit), meta: meta(page, limit, rows.length)}}
}

/** `DELETE /llm-connections/{id}`. */
export function remove({store, params}: Call): Reply {
  if (!store.settings.connections.delete(params.id ?? '')) throw notFound('LLM connection not found')
  return {status: 200, body: {message: 'LLM connection successfully deleted'}}
}

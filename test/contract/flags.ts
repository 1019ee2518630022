import {RENAMED} from '../../src/base/input/fields.js'

/** The flags of the parameters that paging owns. */
export const PAGING: Record<string, string> = {
  page: 'page',
  limit: 'limit',
  cursor: 'cursor',
  startIndex: 'page',
  count: 'page-size',
}

/** Flags that are ours, for lists, bodies and deletions; and those of single commands. */
export const OWN_FLAGS: Record<string, string[]> = {
  all: ['list'],
  limit: ['list'],
  page: ['list'],
  'page-size': ['list'],
  cursor: ['list'],
  body: ['create', 'delete', 'submit', 'update', 'upload-url', 'upsert'],
  yes: [
    'delete',
    'upsert',
    'dashboards:update',
    'models:update',
    'traces:delete-many',
    'orgs:memberships:update',
    'projects:memberships:update',
  ],
  'save-to': ['projects:keys:create', 'admin:orgs:keys:create'],
  message: ['prompts:create'],
  raw: ['prompts:get'],
  'raw-io': ['traces:list', 'traces:get', 'observations:list', 'observations:get', 'sessions:get'],
  rootless: ['traces:list'],
  'ids-from': ['traces:delete-many'],
  'check-config': ['scores:create', 'ingest:batch'],
  view: ['metrics:query'],
  measure: ['metrics:query'],
  aggregation: ['metrics:query'],
  dimension: ['metrics:query'],
  granularity: ['metrics:query'],
  from: ['metrics:query'],
  to: ['metrics:query'],
  filter: ['metrics:query'],
  'order-by': ['metrics:query'],
  'row-limit': ['metrics:query'],
  file: ['ingest:otel'],
  'content-type': ['ingest:otel'],
}

/** A name of the API as a flag has it. */
export function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

/** Flags of single fields that would be taken for a shared one. */
const PREFIXED: Record<string, Record<string, string>> = {
  'PUT /api/public/llm-connections': {secretKey: 'provider-secret-key'},
  'POST /api/public/projects/{projectId}/apiKeys': {publicKey: 'new-public-key', secretKey: 'new-secret-key'},
}

/** The flag of a parameter or field of an operation. */
export function flagOf(name: string, key: string): string {
  return PREFIXED[key]?.[name] ?? RENAMED[name] ?? kebab(name)
}

/** Flags that two routes have in different forms; the command's flag has that of the newer one, which can say more. */
export const FORM_OF_VARIANT: Record<string, Record<string, string>> = {
  'scores:list': {
    'data-type': 'several with commas; the older route takes one',
    environment: 'several with commas; the older route repeats the parameter',
    source: 'several with commas; the older route takes one',
  },
}

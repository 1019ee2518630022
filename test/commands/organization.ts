import {HOST} from '../cli.js'

/** Variables with the pair of an organization. */
export const ORG = {
  LANGFUSE_BASE_URL: HOST,
  LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org',
  LANGFUSE_ORG_SECRET_KEY: 'sk-lf-org-secret',
}
/** `printf %s 'pk-lf-org:sk-lf-org-secret' | base64` */
export const ORG_BASIC = 'Basic cGstbGYtb3JnOnNrLWxmLW9yZy1zZWNyZXQ='

/** Variables with the admin key of a server. */
export const ADMIN = {LANGFUSE_BASE_URL: HOST, LANGFUSE_ADMIN_API_KEY: 'admin-secret'}
/** How it is sent. */
export const BEARER = 'Bearer admin-secret'

/** What a server without a licence says, in its three shapes. */
export const PLAN = 'This feature is not available on your current plan.'
/** What it says to the key of a project. */
export const PROJECT_KEY = 'Invalid API key. Organization-scoped API key required for this operation.'

/** An error of the SCIM routes. */
export function scimError(status: number, detail: string) {
  return {schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail, status}
}

/** A request with the keys of the organization. */
export function asOrganization(method: string, path: string, body?: unknown) {
  return {method, path, authorization: ORG_BASIC, body}
}

/** A pair as a list shows it. */
export const KEY = {
  id: 'key1',
  createdAt: '2026-11-21T22:53:14.635Z',
  expiresAt: null,
  lastUsedAt: null,
  note: 'ci',
  publicKey: 'pk-lf-1',
  displaySecretKey: 'sk-lf-...9999',
}

/** A pair as it is shown once. */
export const NEW_KEY = {
  id: 'key2',
  createdAt: '2026-11-21T22:53:14.635Z',
  note: null,
  publicKey: 'pk-lf-2',
  secretKey: 'sk-lf-very-new',
  displaySecretKey: 'sk-lf-...-new',
}

/** A member of an organization or a project. */
export function member(userId: string, role: string) {
  return {userId, role, email: `${userId}@example.com`, name: null}
}

import type {Store} from '../store/store.js'
import {ApiError, scimError} from './call.js'

/** The routes differ in how they word a refusal. */
export type Family =
  | 'none'
  | 'prompts'
  | 'projects'
  | 'project'
  | 'projectAdmin'
  | 'scores'
  | 'organization'
  | 'integration'
  | 'scim'
  | 'admin'
  | 'ingestion'
  | 'evaluation'

/** What opens the admin routes, as the server's ADMIN_API_KEY. */
export const ADMIN_KEY = 'sandbox-admin-key'

interface Caller {
  kind: 'project' | 'organization' | 'bearer'
  /** Id of the project or organization. */
  owner: string
}

const ofOrganization: readonly Family[] = ['organization', 'projectAdmin', 'integration', 'scim']
const needed = 'Organization-scoped API key required for this operation.'
const wrongHost = "Confirm that you've configured the correct host."

/**
 * Lets a request pass, or throws what the server answers. The secret decides; the public key is not compared.
 * @returns the id of the project or organization whose key it is
 */
export function authorize(family: Family, header: string | undefined, store: Store): string | undefined {
  if (family === 'none') return undefined
  if (family === 'admin') {
    if (header === `Bearer ${ADMIN_KEY}`) return undefined
    throw new ApiError(401, {error: 'Unauthorized: Invalid token'})
  }
  const {kind, owner} = identify(family, header, store)
  if (ofOrganization.includes(family)) {
    if (kind === 'organization') return owner
    if (family === 'integration') throw new ApiError(403, {message: needed, error: 'ForbiddenError'})
    const text = `Invalid API key. ${needed}`
    if (family === 'scim') throw scimError(403, text)
    throw new ApiError(403, family === 'organization' ? {error: text} : {message: text})
  }
  if (kind === 'project' || (kind === 'bearer' && (family === 'scores' || family === 'ingestion'))) return owner
  if (family === 'ingestion') {
    throw unauthorized(family, 'Missing projectId in scope. Are you using an organization key?')
  }
  throw new ApiError(403, refusal(family))
}

function refusal(family: Family): Record<string, string> {
  if (family === 'projects') return {message: 'Invalid API key. Are you using an organization key?'}
  if (family === 'evaluation') {
    return {message: 'Access denied - insufficient permissions for this endpoint', code: 'access_denied'}
  }
  if (family === 'project' || family === 'scores')
    return {message: 'Access denied - insufficient permissions for this endpoint'}
  return {message: 'Access denied - need to use basic auth with secret key to GET prompts', error: 'ForbiddenError'}
}

function identify(family: Family, header: string | undefined, {apiKeys, projects}: Store): Caller {
  if (header === undefined || header === '') throw unauthorized(family, 'No authorization header')
  const [scheme, token = ''] = header.split(' ')
  if (scheme === 'Bearer') {
    const named = apiKeys.find((key) => key.publicKey === token)
    if (named) return {kind: 'bearer', owner: named.owner}
    throw unauthorized(family, `Invalid credentials. ${wrongHost}`)
  }
  if (scheme !== 'Basic') throw unauthorized(family, 'Invalid authorization header')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(token) || token.replace(/=+$/, '').length % 4 === 1) {
    throw unauthorized(family, `Invalid character. ${wrongHost}`)
  }
  const [publicKey, secretKey] = Buffer.from(token, 'base64').toString('utf8').split(':')
  if (!publicKey || !secretKey) throw unauthorized(family, 'Invalid authorization header')
  const known = apiKeys.find((key) => key.secretKey === secretKey)
  if (known) return {kind: projects.has(known.owner) ? 'project' : 'organization', owner: known.owner}
  throw unauthorized(family, `Invalid credentials. ${wrongHost}`)
}

function unauthorized(family: Family, text: string): ApiError {
  if (family === 'scim') return scimError(401, text)
  if (family === 'organization') return new ApiError(401, {error: text})
  if (family === 'evaluation') return new ApiError(401, {message: text, code: 'authentication_failed'})
  if (family === 'ingestion') return new ApiError(401, {error: 'UnauthorizedError', message: text})
  return new ApiError(401, family === 'prompts' ? {message: text, error: 'UnauthorizedError'} : {message: text})
}

import {ApiError} from './http.js'

/** A pair of keys. */
export interface Keys {
  publicKey: string
  secretKey: string
}

/** The routes differ in how they word a refusal. */
export type Family =
  | 'none'
  | 'prompts'
  | 'projects'
  | 'project'
  | 'projectAdmin'
  | 'scores'
  | 'organization'
  | 'ingestion'
  | 'evaluation'

/** The keys the sandbox knows. */
export const sandboxKeys: {project: Keys; organization: Keys} = {
  project: {publicKey: 'pk-lf-sandbox-project', secretKey: 'sk-lf-sandbox-project'},
  organization: {publicKey: 'pk-lf-sandbox-organization', secretKey: 'sk-lf-sandbox-organization'},
}

type Caller = 'project' | 'organization' | 'bearer'

const wrongHost = "Confirm that you've configured the correct host."

/** Lets a request pass, or throws what the server answers. The secret decides; the public key is not compared. */
export function authorize(family: Family, header: string | undefined): void {
  if (family === 'none') return
  const caller = identify(family, header)
  if (family === 'organization' || family === 'projectAdmin') {
    if (caller === 'organization') return
    const text = 'Invalid API key. Organization-scoped API key required for this operation.'
    throw new ApiError(403, family === 'organization' ? {error: text} : {message: text})
  }
  if (caller === 'project' || (caller === 'bearer' && (family === 'scores' || family === 'ingestion'))) return
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

function identify(family: Family, header: string | undefined): Caller {
  if (header === undefined || header === '') throw unauthorized(family, 'No authorization header')
  const [scheme, token = ''] = header.split(' ')
  const {project, organization} = sandboxKeys
  if (scheme === 'Bearer') {
    if (token === project.publicKey || token === organization.publicKey) return 'bearer'
    throw unauthorized(family, `Invalid credentials. ${wrongHost}`)
  }
  if (scheme !== 'Basic') throw unauthorized(family, 'Invalid authorization header')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(token) || token.replace(/=+$/, '').length % 4 === 1) {
    throw unauthorized(family, `Invalid character. ${wrongHost}`)
  }
  const [publicKey, secretKey] = Buffer.from(token, 'base64').toString('utf8').split(':')
  if (!publicKey || !secretKey) throw unauthorized(family, 'Invalid authorization header')
  if (secretKey === project.secretKey) return 'project'
  if (secretKey === organization.secretKey) return 'organization'
  throw unauthorized(family, `Invalid credentials. ${wrongHost}`)
}

function unauthorized(family: Family, text: string): ApiError {
  if (family === 'organization') return new ApiError(401, {error: text})
  if (family === 'evaluation') return new ApiError(401, {message: text, code: 'authentication_failed'})
  if (family === 'ingestion') return new ApiError(401, {error: 'UnauthorizedError', message: text})
  return new ApiError(401, family === 'prompts' ? {message: text, error: 'UnauthorizedError'} : {message: text})
}

import type {Scope} from '../api/endpoint.js'
import type {PreparedRequest} from '../api/request.js'

const KEYS: Record<Exclude<Scope, 'none'>, string[]> = {
  project: ['-u', '"$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY"'],
  organization: ['-u', '"$LANGFUSE_ORG_PUBLIC_KEY:$LANGFUSE_ORG_SECRET_KEY"'],
  admin: ['-H', '"Authorization: Bearer $LANGFUSE_ADMIN_API_KEY"'],
}

/** Text as one word of a POSIX shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/**
 * The request as a curl command that bash runs unchanged; keys only by the names of their variables.
 * @param file where bytes that go out as they are come from: a path, or `-` for stdin
 */
export function toCurl(request: PreparedRequest, file = '-'): string {
  const headers = Object.entries(request.headers).flatMap(([name, value]) => ['-H', quote(`${name}: ${value}`)])
  const keys = request.scope === 'none' ? [] : KEYS[request.scope]
  const data = typeof request.body === 'string' ? request.body : `@${file}`
  const body = request.body === undefined ? [] : ['--data-binary', quote(data)]
  return ['curl', '-sS', '-g', '-X', request.method, quote(request.url), ...keys, ...headers, ...body].join(' ')
}

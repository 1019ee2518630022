import type * as z from 'zod'
import type {Scope} from '../api/endpoint.js'
import type {PreparedRequest} from '../api/request.js'
import {fieldsOf} from './fields.js'

const KEYS: Record<Exclude<Scope, 'none'>, string[]> = {
  project: ['-u', '"$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY"'],
  organization: ['-u', '"$LANGFUSE_ORG_PUBLIC_KEY:$LANGFUSE_ORG_SECRET_KEY"'],
  admin: ['-H', '"Authorization: Bearer $LANGFUSE_ADMIN_API_KEY"'],
}

/** Text as one word of a POSIX shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** A JSON body as one word, with variables in the place of its secrets: `--provider-secret-key` is `$PROVIDER_SECRET_KEY`. */
function quoteBody(body: string, schema: z.ZodObject | undefined): string {
  const secrets = schema ? fieldsOf(schema).filter(({secret}) => secret) : []
  if (secrets.length === 0) return quote(body)
  const values = JSON.parse(body) as Record<string, unknown>
  const parts = Object.entries(values).map(([name, value]) => {
    const field = secrets.find((one) => one.name === name)
    if (!field) return quote(`${JSON.stringify(name)}:${JSON.stringify(value)}`)
    const variable = `"$${field.flag.replaceAll('-', '_').toUpperCase()}"`
    const [open, close] = field.kind === 'json' ? ['', ''] : ["'\"'", "'\"'"]
    return `${quote(`${JSON.stringify(name)}:`)}${open}${variable}${close}`
  })
  return `'{'${parts.join("','")}'}'`
}

/**
 * The request as a curl command that bash runs unchanged; keys only by the names of their variables, as are the
 * fields of the body that its schema calls secret (text as it stands between quotes in JSON, or JSON).
 */
export function toCurl(request: PreparedRequest, schema?: z.ZodObject): string {
  const headers = Object.entries(request.headers).flatMap(([name, value]) => ['-H', quote(`${name}: ${value}`)])
  const keys = request.scope === 'none' ? [] : KEYS[request.scope]
  const body = request.body === undefined ? [] : ['--data-binary', quoteBody(request.body, schema)]
  return ['curl', '-sS', '-g', '-X', request.method, quote(request.url), ...keys, ...headers, ...body].join(' ')
}

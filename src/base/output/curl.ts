import type * as z from 'zod'
import type {Scope} from '../../api/endpoint.js'
import type {PreparedRequest} from '../../api/request.js'
import {fieldsOf} from '../input/fields.js'

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
  let line = ''
  let text = '{'
  for (const [index, [name, value]] of Object.entries(JSON.parse(body) as object).entries()) {
    text += `${index === 0 ? '' : ','}${JSON.stringify(name)}:`
    const secret = secrets.find((field) => field.name === name)
    if (!secret) {
      text += JSON.stringify(value)
      continue
    }
    const mark = secret.kind === 'json' ? '' : '"'
    line += `${quote(text + mark)}"$${secret.flag.replaceAll('-', '_').toUpperCase()}"`
    text = mark
  }
  return line + quote(`${text}}`)
}

/**
 * The request as a curl command that bash runs unchanged; keys only by the names of their variables, as are the
 * fields of the body that its schema calls secret (text as it stands between quotes in JSON, or JSON).
 * @param body the schema of a JSON body; and the file, or `-` for stdin, that bytes which go out as they are come from
 */
export function toCurl(request: PreparedRequest, body: {schema?: z.ZodObject; file?: string} = {}): string {
  const headers = Object.entries(request.headers).flatMap(([name, value]) => ['-H', quote(`${name}: ${value}`)])
  const keys = request.scope === 'none' ? [] : KEYS[request.scope]
  const data = typeof request.body === 'string' ? quoteBody(request.body, body.schema) : quote(`@${body.file ?? '-'}`)
  const sent = request.body === undefined ? [] : ['--data-binary', data]
  const method = request.method === 'HEAD' ? ['--head'] : ['-X', request.method]
  const {caFile, insecure} = request.trust ?? {}
  const trust = [...(caFile === undefined ? [] : ['--cacert', quote(caFile)]), ...(insecure ? ['--insecure'] : [])]
  return ['curl', '-sS', '-g', ...trust, ...method, quote(request.url), ...keys, ...headers, ...sent].join(' ')
}

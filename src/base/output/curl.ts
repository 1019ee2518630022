import type * as z from 'zod'
import type {PreparedRequest} from '../../api/http/request.js'
import {isNumber} from '../../api/json/exact-number.js'
import {parseJson} from '../../api/json/parse.js'
import {stringifyJson} from '../../api/json/stringify.js'
import type {Scope} from '../../api/operation/endpoint.js'
import {fieldsOf, flagName} from '../input/fields.js'
import {isSecretName, isSecretParameter} from './redact-fields.js'

const KEYS: Record<Exclude<Scope, 'none'>, string[]> = {
  project: ['-u', '"$LANGFUSE_PUBLIC_KEY:$LANGFUSE_SECRET_KEY"'],
  organization: ['-u', '"$LANGFUSE_ORG_PUBLIC_KEY:$LANGFUSE_ORG_SECRET_KEY"'],
  admin: ['-H', '"Authorization: Bearer $LANGFUSE_ADMIN_API_KEY"'],
}

/** Text as one word of a POSIX shell. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Text of which each second piece is the name of a variable. */
type Pieces = string[]

/** What hides secrets in a body: the schema that says which fields are secret, and whether names of fields say it too. */
interface Hidden {
  schema?: z.ZodObject | undefined
  names?: boolean | undefined
}

function variableOf(...names: string[]): string {
  const name = names.map(flagName).join('_').replaceAll(/\W+/g, '_').toUpperCase()
  return /^\d/.test(name) ? `_${name}` : name
}

function word(pieces: Pieces): string {
  const shown = pieces.map((piece, index) => (index % 2 === 1 ? `"$${piece}"` : piece === '' ? '' : quote(piece)))
  return shown.join('')
}

function add(pieces: Pieces, text: string): void {
  pieces[pieces.length - 1] += text
}

function addVariable(pieces: Pieces, variable: string, mark: string): void {
  add(pieces, mark)
  pieces.push(variable, mark)
}

function isKnownAnyway(name: string, value: unknown): boolean {
  return isSecretName(name) && value !== null && typeof value !== 'boolean'
}

function addJson(pieces: Pieces, value: unknown, {schema, names}: Hidden, path: string[] = []): void {
  if (typeof value !== 'object' || value === null || isNumber(value)) {
    add(pieces, stringifyJson(value))
    return
  }
  const secrets = schema ? fieldsOf(schema).filter(({secret}) => secret) : []
  const [open, close] = Array.isArray(value) ? (['[', ']'] as const) : (['{', '}'] as const)
  add(pieces, open)
  for (const [index, [name, element]] of Object.entries(value).entries()) {
    add(pieces, index === 0 ? '' : ',')
    if (!Array.isArray(value)) add(pieces, `${stringifyJson(name)}:`)
    const secret = secrets.find((field) => field.name === name)
    if (secret) addVariable(pieces, variableOf(secret.flag), secret.kind === 'json' ? '' : '"')
    else if (names && isKnownAnyway(name, element))
      addVariable(pieces, variableOf(...path, name), typeof element === 'string' ? '"' : '')
    else addJson(pieces, element, {names}, [...path, name])
  }
  add(pieces, close)
}

/** A JSON body as one word, with variables in the place of its secrets: `--provider-secret-key` is `$PROVIDER_SECRET_KEY`. */
function quoteBody(body: string, hidden: Hidden): string {
  if (!hidden.schema && !hidden.names) return quote(body)
  const pieces: Pieces = ['']
  addJson(pieces, parseJson(body), hidden)
  return pieces.length === 1 ? quote(body) : word(pieces)
}

/** A header as one word, `x-api-key` with the value of `$X_API_KEY`. */
function secretHeader(name: string): string {
  return /^[\w-]+$/.test(name) ? `"${name}: $${variableOf(name)}"` : word([`${name}: `, variableOf(name), ''])
}

/** A URL as one word; `token=` of its query has the value of `$TOKEN`, which must be encoded for a URL. */
function quoteUrl(url: string): string {
  const pieces: Pieces = ['']
  for (const part of url.split(/(?<=[?&])/)) {
    const [, name = '', end = ''] = /^([\w.%-]+)=[^&#]+(.*)$/.exec(part) ?? []
    if (!isSecretParameter(name)) {
      add(pieces, part)
      continue
    }
    add(pieces, `${name}=`)
    addVariable(pieces, variableOf(name), '')
    add(pieces, end)
  }
  return word(pieces)
}

/**
 * The request as a curl command that bash runs unchanged; keys only by the names of their variables, as are secret headers,
 * parameters of the query with the name of a secret, and the fields of the body that its schema calls secret
 * (text as it stands between quotes in JSON, or JSON).
 * @param body the schema of a JSON body; whether names of fields tell secrets too; and the file, or `-` for stdin, that bytes which go out as they are come from
 */
export function toCurl(request: PreparedRequest, body: Hidden & {file?: string} = {}): string {
  const open = Object.entries(request.headers).map(([name, value]) => quote(`${name}: ${value}`))
  const headers = [...open, ...(request.secretHeaders ?? []).map(secretHeader)].flatMap((word) => ['-H', word])
  const keys = request.scope === 'none' ? [] : KEYS[request.scope]
  const data = typeof request.body === 'string' ? quoteBody(request.body, body) : quote(`@${body.file ?? '-'}`)
  const sent = request.body === undefined ? [] : ['--data-binary', data]
  const method = request.method === 'HEAD' ? ['--head'] : ['-X', request.method]
  const {caFile, insecure} = request.trust ?? {}
  const trust = [...(caFile === undefined ? [] : ['--cacert', quote(caFile)]), ...(insecure ? ['--insecure'] : [])]
  return ['curl', '-sS', '-g', ...trust, ...method, quoteUrl(request.url), ...keys, ...headers, ...sent].join(' ')
}

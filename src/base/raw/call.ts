import type {Config} from '@oclif/core'
import {CliError} from '../../api/errors/cli-error.js'
import {
  isAddress,
  joinQueries,
  methodOf,
  type RawCall,
  rawAddress,
  rawOperation,
  rawQuery,
} from '../../api/http/raw-address.js'
import {type Input, METHODS, type Method, type Operation, type Scope} from '../../api/operation/endpoint.js'
import type {Context} from '../command/context.js'
import {readFields} from './fields.js'
import {readHeaders} from './headers.js'
import {knownEndpoint} from './known.js'
import {unknownOperation} from './words.js'

/** What was typed of a call. */
export interface Typed {
  /** `/v2/prompts`, or a method that `path` follows. */
  call?: string | undefined
  path?: string | undefined
  method?: string | undefined
  field?: string[] | undefined
  'raw-field'?: string[] | undefined
  'request-header'?: string[] | undefined
  input?: string | undefined
  scope?: Scope | undefined
}

/** A call that can be sent. */
export interface ReadyCall {
  call: RawCall
  operation: Operation
  /** The endpoint of ours with this method and path. */
  known: Operation | undefined
  input: Input
}

const HINT =
  'langfuse api /v2/prompts, or langfuse api POST /v2/datasets -F name=x. `langfuse api --help` has more, `langfuse reference` all paths.'
const JSON_TYPE = 'application/json'

/** The method, where one was typed, and the address. @throws CliError `usage` for words that are neither */
export function readTarget(config: Config, {call, path, method}: Typed): {method: Method | undefined; address: string} {
  if (call === undefined) throw new CliError('usage', 'What is to be called? A path is missing', HINT)
  const flagged = methodOf(method)
  if (method !== undefined && flagged === undefined) {
    throw new CliError('usage', `--method ${method}: there is no such method`, `Methods: ${METHODS.join(', ')}.`)
  }
  const first = isAddress(call) ? undefined : methodOf(call)
  if (first === undefined) {
    if (!isAddress(call)) throw unknownOperation(config, [call, path ?? ''])
    if (path !== undefined) throw new CliError('usage', `"${path}": one path is called at a time`, HINT)
    return {method: flagged, address: call}
  }
  if (path === undefined) throw new CliError('usage', `${first}: which path? It is missing`, HINT)
  if (flagged !== undefined && flagged !== first) {
    throw new CliError('usage', `${first} and --method ${flagged} exclude each other`)
  }
  return {method: first, address: path}
}

async function bodyOf(context: Context, typed: Typed, fields: Record<string, unknown>, type: string): Promise<Input> {
  if (typed.input !== undefined) {
    return {raw: {bytes: await context.reader.bytes(typed.input, 'input'), contentType: type}}
  }
  return Object.keys(fields).length > 0 ? {body: fields} : {}
}

/**
 * Reads what was typed into a call that can be sent. Sends nothing.
 * @throws CliError `usage`, CliError `usage`, CliError `file`
 */
export async function readCall(context: Context, config: Config, typed: Typed): Promise<ReadyCall> {
  const {method: wanted, address} = readTarget(config, typed)
  const {path, query: typedQuery} = rawAddress(context.connection.host, address)
  const headers = readHeaders(typed['request-header'] ?? [])
  const {field = [], 'raw-field': text = []} = typed
  const fields = await readFields(text, field, context.reader)
  const something = field.length + text.length > 0 || typed.input !== undefined
  const method = wanted ?? (something ? 'POST' : 'GET')
  const intoQuery = typed.input !== undefined || !['POST', 'PUT', 'PATCH'].includes(method)
  const query = intoQuery ? joinQueries(typedQuery, rawQuery(fields)) : typedQuery
  const {'content-type': type = JSON_TYPE, ...others} = headers
  const input = await bodyOf(context, typed, intoQuery ? {} : fields, type)
  const named = input.raw || headers['content-type'] === undefined ? others : headers
  const call: RawCall = {method, path, query, headers: named}
  const known = await knownEndpoint(config, method, path)
  const scope = typed.scope ?? known?.scope ?? 'project'
  return {call, known, input, operation: rawOperation(call, known, scope)}
}

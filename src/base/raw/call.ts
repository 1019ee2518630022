import type {Config} from '@oclif/core'
import * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import {readBody} from '../../api/http/body.js'
import {losses} from '../../api/json/losses.js'
import {endpoint, type Input, METHODS, type Operation, UNKNOWN_LIMITS} from '../../api/operation/endpoint.js'
import {matchPath} from '../../api/operation/match-path.js'
import type {PageToken} from '../../api/paging/page-token.js'
import type {ManifestCommand} from '../catalog/catalog.js'
import type {BaseCommand} from '../command/command.js'
import type {Context} from '../command/context.js'
import {withoutMark} from '../input/input.js'
import {lossSentences} from '../input/kept.js'
import {isAddress, methodOf, resolveAddress} from './address.js'
import {readFields} from './fields.js'
import {joinQueries, replaceInQuery, toQuery} from './query.js'
import {unknownOperation} from './vendor-grammar.js'

/** What was typed of a call. */
export interface TypedCall {
  /** `/v2/prompts`, or a method that `path` follows. */
  call?: string | undefined
  path?: string | undefined
  method?: string | undefined
  field?: string[] | undefined
  'raw-field'?: string[] | undefined
  input?: string | undefined
  scope?: Operation['scope'] | undefined
  paginate?: boolean | undefined
}

/** A call that can be sent. */
export interface RawCall {
  /** Its path is without the query. */
  operation: Operation
  /** As it goes out, without "?". */
  query: string
  input: Input
  /** The endpoint of ours with this method and path. */
  known: Operation | undefined
}

const HINT =
  'langfuse api /v2/prompts, or langfuse api POST /v2/datasets -F name=x. `langfuse api --help` has more, `langfuse reference` all paths.'

/** The method, where one was typed, and the address. @throws CliError `usage` for words that are neither */
function readTarget(config: Config, {call, path, method}: TypedCall) {
  if (call === undefined) throw new CliError('usage', 'What is to be called? A path is missing', HINT)
  const first = isAddress(call) ? undefined : methodOf(call)
  if (!first && !isAddress(call)) throw unknownOperation(config, [call, path ?? ''])
  if (!first && path !== undefined) throw new CliError('usage', `"${path}": one path is called at a time`, HINT)
  const address = first ? path : call
  if (address === undefined) throw new CliError('usage', `${first}: which path? It is missing`, HINT)
  const flagged = methodOf(method)
  if (method !== undefined && !flagged) {
    throw new CliError('usage', `--method ${method}: there is no such method`, `Methods: ${METHODS.join(', ')}.`)
  }
  if (first && flagged && first !== flagged) {
    throw new CliError('usage', `${first} and --method ${flagged} exclude each other`)
  }
  return {method: first ?? flagged, address}
}

/** The endpoint of ours that a method and path call; undefined when no command has it. HEAD is what GET is. */
export async function knownEndpoint(
  {commands}: Pick<Config, 'commands'>,
  method: Operation['method'],
  path: string,
): Promise<Operation | undefined> {
  const wanted = method === 'HEAD' ? 'GET' : method
  const score = (operation: {method: string; path: string}) =>
    (operation.method === wanted && matchPath(operation.path, path)) || 0
  const fitting = commands.filter((command) => (command as ManifestCommand).operations?.some(score))
  const loaded = await Promise.all(fitting.map((command) => command.load()))
  const endpoints = loaded.flatMap((command) => (command as unknown as typeof BaseCommand).endpoints())
  return endpoints.sort((a, b) => score(b) - score(a)).find(score)
}

/** What is known of an endpoint of ours holds for a raw call of it, too; else it follows from the method. */
function toOperation(
  {method, path}: Pick<Operation, 'method' | 'path'>,
  query: string,
  known: Operation | undefined,
): Operation {
  const sentQuery = Object.fromEntries(new URLSearchParams(query))
  const reads = method === 'HEAD' || method === 'OPTIONS'
  return endpoint({
    method,
    path,
    params: {},
    limits: known?.limits ?? UNKNOWN_LIMITS,
    response: z.unknown(),
    ...(reads && {effect: 'read'}),
    ...(known && {
      scope: known.scope,
      effect: known.effect,
      idempotent: (input: Input) => known.idempotent({...input, query: sentQuery}),
    }),
  })
}

/** The largest page that the endpoint of a list gives, unless the query says how many rows it wants. */
function largestPage(query: string, known: Operation | undefined): Record<string, number> {
  if (!known || !('paging' in known) || known.paging === 'none') return {}
  const name = known.paging === 'scim' ? 'count' : 'limit'
  return new URLSearchParams(query).has(name) ? {} : {[name]: known.maxPageSize}
}

/**
 * Reads what was typed into a call that can be sent. Sends nothing.
 * @throws CliError `usage`, CliError `file`
 */
export async function readCall(context: Context, config: Config, typed: TypedCall): Promise<RawCall> {
  const target = readTarget(config, typed)
  const {headers} = context.settings
  const {path, query: typedQuery} = resolveAddress(context.connection.host, target.address)
  const {field = [], 'raw-field': rawField = [], input: file} = typed
  const fields = await readFields(rawField, field, context.reader)
  const hasFields = field.length + rawField.length > 0
  const method = target.method ?? (hasFields || file !== undefined ? 'POST' : 'GET')
  if (typed.paginate && method !== 'GET') {
    throw new CliError(
      'usage',
      `--paginate is for GET, not for ${method}`,
      'Fields make it POST: say GET before the path.',
    )
  }
  const known = await knownEndpoint(config, method, path)
  const fieldsInQuery = file !== undefined || !['POST', 'PUT', 'PATCH'].includes(method)
  const asked = joinQueries(typedQuery, fieldsInQuery ? toQuery(fields) : '')
  const query = joinQueries(asked, typed.paginate ? toQuery(largestPage(asked, known)) : '')
  const operation = toOperation({method, path}, query, known)
  const call = {operation: typed.scope ? {...operation, scope: typed.scope} : operation, query, known}
  if (file === undefined) return {...call, input: fieldsInQuery || !hasFields ? {} : {body: fields}}
  const {value: contentType = 'application/json'} = headers.find(({name}) => name === 'content-type') ?? {}
  const bytes = await context.reader.bytes(file, 'input')
  return {...call, input: {raw: {bytes: isJson(contentType) ? withoutMark(bytes) : bytes, contentType}}}
}

function isJson(contentType: string): boolean {
  return /^application\/([\w.+-]+\+)?json\b/i.test(contentType)
}

/** What servers do not keep of the JSON that a call sends, a sentence each. */
export function lostInCall({input: {body, raw}}: RawCall): string[] {
  const json = raw && isJson(raw.contentType) ? readBody(Buffer.from(raw.bytes).toString()).data : body
  return lossSentences(losses(json), (path) => path.join('.'))
}

/** The operation of a call with its query, or with that of the page at a token. */
export function operationOf(call: RawCall, token?: PageToken): Operation {
  const query = token ? replaceInQuery(call.query, token) : call.query
  return query === '' ? call.operation : {...call.operation, path: `${call.operation.path}?${query}`}
}

import {CliError} from '../errors/cli-error.js'
import {isNumber} from '../json/exact-number.js'
import {isObject} from '../json/object.js'
import {stringifyJson} from '../json/stringify.js'
import type {Input, Operation, ParamInfo, Scope} from '../operation/endpoint.js'
import {isPrinted, unaddressable} from '../operation/names.js'

/** A request as it would go out, without its keys. */
export interface PreparedRequest {
  method: Operation['method']
  url: string
  /** Without Authorization; the scope says which keys the request needs. */
  headers: Record<string, string>
  /** Names of further headers, whose values nobody may see. */
  secretHeaders?: string[]
  /** JSON text, or bytes that go out as they are. */
  body: Uint8Array | string | undefined
  scope: Scope
  idempotent: boolean
  /** How certificates are checked, where that is not as usual. */
  trust?: {caFile?: string; insecure?: boolean}
}

/** How many bytes a value has as the JSON body that goes out. */
export function jsonBytes(body: unknown): number {
  return bodyBytes(stringifyJson(body))
}

/** How many bytes a body has on the wire. */
export function bodyBytes(body: PreparedRequest['body']): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : (body?.length ?? 0)
}

/** Writes one path segment so that the server reads `value` back, `/` and `%` included. */
export function encodeSegment(name: string, value: number | string, info: ParamInfo): string {
  const raw = String(value)
  const flaw =
    unaddressable(raw) ?? (info.unverified && isPrinted(raw) ? 'is a row or a JSON value, not an id' : undefined)
  if (flaw) throw new CliError('usage', `${name} ${flaw}`)
  if (info.integer && !/^[1-9]\d*$/.test(raw))
    throw new CliError('usage', `${name} must be a whole number from 1 on: ${raw}`)
  return encodeURIComponent(info.decodedTwice ? raw.replaceAll('%', '%25') : raw)
}

/** A query as pairs of a name and a value: a list repeats its name, an object and a list of objects are JSON. */
export function queryPairs(query: object): [string, unknown][] {
  return Object.entries(query).flatMap(([name, value]) => {
    const repeated =
      Array.isArray(value) &&
      !value.some((element) => typeof element === 'object' && element !== null && !isNumber(element))
    if (repeated) return value.map((element): [string, unknown] => [name, element])
    return [[name, typeof value === 'object' && value !== null ? stringifyJson(value) : value]]
  })
}

function bodyOf({encode}: Operation, {body, raw}: Input): Pick<PreparedRequest, 'body' | 'headers'> {
  if (raw) {
    const encoding = raw.contentEncoding ? {'content-encoding': raw.contentEncoding} : {}
    return {body: raw.bytes, headers: {'content-type': raw.contentType, ...encoding}}
  }
  if (body === undefined) return {body, headers: {}}
  const sent = encode && isObject(body) ? encode(body) : body
  return {body: stringifyJson(sent), headers: {'content-type': 'application/json'}}
}

/** Older servers split a list of one text at its commas, but not a text that is sent twice. */
function undivided(value: unknown): unknown {
  const divided = Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' && value[0].includes(',')
  return divided ? [value[0], value[0]] : value
}

function queryText(query: object): string {
  const whole = Object.entries(query).map(([name, value]) => [name, undivided(value)])
  const given = queryPairs(Object.fromEntries(whole)).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  return new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()
}

/**
 * Puts a call together: the host's own path is kept, segments are encoded as the server decodes them, empty query
 * values are left out (servers match them as the empty string), each value of a list stays one.
 * @throws CliError `usage` for a value that no URL can carry
 */
export function prepare(host: string, operation: Operation, input: Input): PreparedRequest {
  const params = operation.params as Record<string, ParamInfo>
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeSegment(name, input.params?.[name] ?? '', params[name] ?? {help: ''}),
  )
  const query = queryText(input.query ?? {})
  const {body, headers} = bodyOf(operation, input)
  return {
    method: operation.method,
    url: host + path + (query === '' ? '' : `?${query}`),
    headers: {accept: 'application/json', ...headers, ...operation.headers},
    body,
    scope: operation.scope,
    idempotent: operation.idempotent(input),
  }
}

import * as z from 'zod'
import {CliError} from '../errors/cli-error.js'
import {isObject} from '../json/object.js'
import {stringifyJson} from '../json/stringify.js'
import {type Limits, METHODS, type Method, type Operation, type Scope} from '../operation/endpoint.js'

/** What is known of an operation that is no endpoint of ours: nothing. */
export const UNKNOWN_LIMITS: Limits = {rate: 'unknown'}

/** A call that was typed. */
export interface RawCall {
  method: Method
  /** Below the host: `/api/public/v2/prompts`. */
  path: string
  /** As it goes out, without "?". */
  query: string
  /** Names in lower case. */
  headers: Record<string, string>
}

const SCHEME = /^[a-z][a-z\d+.-]*:/i
const CONTROL = /[\u0000-\u001f\u007f]/
const ENCODED_DOT = /%(?:25)*2e/gi
const ENCODED_SEPARATOR = /%(?:25)*(?:2f|5c)/gi

/** Whether a word is a path or a URL: everything with a slash in it. */
export function isAddress(word: string): boolean {
  return word.includes('/') || word.includes('\\')
}

/** A method, in any case. */
export function methodOf(word: string | undefined): Method | undefined {
  return METHODS.find((method) => method === word?.toUpperCase())
}

function invalidAddress(typed: string, why: string, hint?: string): CliError {
  return new CliError('usage', `${stringifyJson(typed)}: ${why}; nothing was sent`, hint)
}

function assertNoDotSegments(typed: string, path: string): void {
  const steps = path.replaceAll(ENCODED_SEPARATOR, '/').replaceAll(ENCODED_DOT, '.').split('/')
  if (steps.some((step) => step === '.' || step === '..')) {
    throw invalidAddress(typed, 'a path with "." or ".." as a step, encoded or not, leads elsewhere than it seems')
  }
}

/** The path of a whole URL, below the host. */
function belowHost(host: string, typed: string, before: string): string {
  const home = new URL(host)
  const keys = `keys go to ${host} only`
  const hint = 'Another server: --host, with keys of its own.'
  if (!URL.canParse(before)) throw invalidAddress(typed, 'that is no URL', hint)
  const {origin, username, password} = new URL(before)
  if (username !== '' || password !== '') throw invalidAddress(typed, `a URL with a user in it is not called, ${keys}`)
  if (origin !== home.origin) throw invalidAddress(typed, keys, hint)
  const path = before.replace(/^[^:]*:\/\/[^/]*/, '')
  const base = home.pathname.replace(/\/$/, '')
  if (!path.startsWith(`${base}/api/`)) throw invalidAddress(typed, `only what is below ${host}/api/ can be called`)
  return path.slice(base.length)
}

/** What a path that was typed leaves out. */
function above(bare: string): string {
  if (bare.startsWith('api/')) return '/'
  return bare.startsWith('public/') ? '/api/' : '/api/public/'
}

/**
 * Where a typed path or URL leads: below HOST/api/ and nowhere else, so that keys cannot go to another server.
 * `/v2/prompts`, `v2/prompts` and `public/v2/prompts` stand for `/api/public/v2/prompts`. The query is kept as it was typed.
 * @param host scheme, host and base path, without a final slash
 * @throws CliError `usage`
 */
export function rawAddress(host: string, typed: string): Pick<RawCall, 'path' | 'query'> {
  if (typed.startsWith(' ')) throw invalidAddress(typed, 'it begins with a space')
  if (CONTROL.test(typed)) throw invalidAddress(typed, 'there are control characters in it')
  if (!typed.isWellFormed()) throw invalidAddress(typed, 'it is not valid Unicode')
  if (typed.includes('#'))
    throw invalidAddress(typed, 'what follows "#" would not be sent', 'Write %23 for a "#" in a name.')
  const kept = typed.replace(/ +$/, (spaces) => '%20'.repeat(spaces.length))
  const [before = ''] = kept.split('?')
  if (before.includes('\\')) throw invalidAddress(typed, 'URLs read "\\" as "/"', 'Write %5C for a "\\" in a name.')
  if (before.startsWith('//')) throw invalidAddress(typed, 'a path that begins with "//" names another host')
  if (/[{}]/.test(before))
    throw invalidAddress(typed, 'names in braces are not filled in', 'Put the value in their place.')
  assertNoDotSegments(typed, before)
  const path = SCHEME.test(before) ? belowHost(host, typed, before) : before
  const bare = path.replace(/^\//, '')
  const url = new URL(`${host}${above(bare)}${bare}${kept.slice(before.length)}`)
  const home = new URL(host)
  const base = home.pathname.replace(/\/$/, '')
  if (url.origin !== home.origin || !url.pathname.startsWith(`${base}/api/`)) {
    throw invalidAddress(typed, `only what is below ${host}/api/ can be called`)
  }
  const query = url.search.slice(1).replaceAll('{', '%7B').replaceAll('}', '%7D')
  return {path: url.pathname.slice(base.length), query}
}

function queryTexts(value: unknown): string[] {
  if (Array.isArray(value) && !value.some((element) => isObject(element) || Array.isArray(element))) {
    return value.flatMap(queryTexts)
  }
  if (value === null) return ['']
  return [typeof value === 'object' ? stringifyJson(value) : String(value)]
}

/** Fields as a query: lists repeat their name, objects and lists of them are JSON, null is empty. */
export function rawQuery(fields: Record<string, unknown>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    queryTexts(value).map((text) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`),
  )
  return pairs.join('&')
}

/** Two queries as one. */
export function joinQueries(...queries: string[]): string {
  return queries.filter((query) => query !== '').join('&')
}

function nameOf(pair: string): string {
  return new URLSearchParams(pair).keys().next().value ?? ''
}

/** The first value that a query has for a name. */
export function queryValue(query: string, name: string): string | undefined {
  return new URLSearchParams(query).get(name) ?? undefined
}

/** A query with another value for one name; the rest stays as it is. */
export function withQueryValue(query: string, name: string, value: string): string {
  const others = query.split('&').filter((pair) => nameOf(pair) !== name)
  return joinQueries(...others, rawQuery({[name]: value}))
}

/** A query as an object, as endpoints of ours have it. */
function queryObject(query: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(query))
}

/**
 * A typed call as an operation. What is known of an endpoint of ours (limits, effect, whether a repeat does harm) holds for
 * it too, else what follows from the method.
 */
export function rawOperation(call: RawCall, known: Operation | undefined, scope: Scope): Operation {
  const {method, path, query, headers} = call
  const reads = ['GET', 'HEAD', 'OPTIONS'].includes(method)
  const given = queryObject(query)
  return {
    method,
    path: path + (query === '' ? '' : `?${query}`),
    scope,
    effect: known?.effect ?? (reads ? 'read' : method === 'DELETE' ? 'destroy' : 'write'),
    limits: known?.limits ?? UNKNOWN_LIMITS,
    idempotent: (input) =>
      known?.idempotent({...input, query: given}) ?? (reads || method === 'PUT' || method === 'DELETE'),
    params: {},
    query: z.object({}),
    headers,
    body: undefined,
    response: z.unknown(),
  }
}

/** Whether a path is one that an endpoint's path with names in braces stands for. */
export function fitsPath(template: string, path: string): boolean {
  const steps = path.split('/')
  const wanted = template.split('/')
  return (
    steps.length === wanted.length &&
    wanted.every((step, at) => (/^\{.+\}$/.test(step) ? steps[at] !== '' : step === steps[at]))
  )
}

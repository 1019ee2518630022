import {quote} from '../output/curl.js'
import type {ApiDetail, ApiOperation} from './operations.js'
import type {Shape} from './shape.js'

/** What is called: an operation, and its path with the values that were typed in the place of parameters. */
type Called = Pick<ApiOperation, 'method' | 'path'> & {called?: string | undefined}

const BARE = /^[\w@%+=:,./…-]+$/
const JSON_TYPE = 'application/json'
/** Headers that OpenAPI and `langfuse api` leave to others. */
const NOT_OURS = /^(accept|authorization|content-type|cookie|host)$/i
/** Methods whose fields are a body. */
const WITH_FIELDS = ['POST', 'PUT', 'PATCH']

/** Below the root that nearly all operations have: `/v2/prompts`. */
export function shortPath(path: string): string {
  return path.replace(/^\/api\/public(?=\/)/, '')
}

function word(text: string): string {
  return BARE.test(text) ? text : quote(text)
}

/** What stands for the value of a parameter: `WIDGET-ID`. */
function placeholder(name: string): string {
  const spaced = name.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').replaceAll(/[^A-Za-z\d]+/g, '-')
  return spaced.replaceAll(/^-+|-+$/g, '').toUpperCase() || 'VALUE'
}

function addressOf(path: string): string {
  const filled = path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => placeholder(name))
  const short = shortPath(filled)
  const whole = /^\/+api(\/|$)/.test(short) ? filled : short
  return whole.replaceAll(/[\u0000-\u0020\u007f#?\\{}]/g, encodeURIComponent)
}

/** A value of this shape, `other` where any text may be one. */
function sample({type, enum: members, default: standard}: Shape, other: string): string {
  const value = members?.[0] ?? standard
  if (value !== undefined && value !== null) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (/^(integer|number)$/.test(type)) return '1'
  if (type === 'boolean') return 'true'
  return /^(object|map of .*)$/.test(type) ? '{}' : other
}

function isText({type}: Shape): boolean {
  return !/^(integer|number|boolean|object|map of .*)$/.test(type)
}

function bodyWords(method: string, {contentType, shape}: NonNullable<ApiDetail['body']>): string[] {
  if (contentType !== JSON_TYPE) {
    const concrete = contentType.includes('*') ? 'application/octet-stream' : contentType
    const boundary = /^multipart\/[^;]*$/i.test(concrete) ? '; boundary=BOUNDARY' : ''
    return ['-H', quote(`content-type: ${concrete}${boundary}`), '--input', 'FILE']
  }
  const {type, fields = [], variants} = shape
  const required = fields.filter((field) => field.required)
  const isFlat = required.every(
    (field) => !field.fields && !field.variants && !field.type.endsWith('[]') && !/[[\]=]/.test(field.name),
  )
  if (type !== 'object' || variants || !isFlat || required.length === 0 || !WITH_FIELDS.includes(method))
    return ['--input', 'body.json']
  return required.flatMap((field) => [isText(field) ? '-f' : '-F', word(`${field.name}=${sample(field, '…')}`)])
}

/**
 * The line that calls an operation without a command, with examples for what it must have. Undefined for what is not
 * below `/api/`, because `langfuse api` reaches nothing else.
 */
export function apiLine({method, path, called = path}: Called, {parameters, body}: ApiDetail): string | undefined {
  if (!path.startsWith('/api/')) return undefined
  const required = parameters.filter((one) => one.required)
  const query = required
    .filter((one) => one.in === 'query')
    .map(
      (one) => `${encodeURIComponent(one.name)}=${encodeURIComponent(sample(one, '…')).replaceAll('%E2%80%A6', '…')}`,
    )
  const address = `${addressOf(called)}${query.length > 0 ? `?${query.join('&')}` : ''}`
  const headers = required
    .filter((one) => one.in === 'header' && !NOT_OURS.test(one.name))
    .flatMap((one) => ['-H', quote(`${one.name}: ${sample(one, 'VALUE')}`)])
  const sent = body?.required ? bodyWords(method, body) : []
  return ['langfuse', 'api', method, word(address), ...headers, ...sent].join(' ')
}

import {quote} from '../output/curl.js'
import {textOf} from './resolve.js'
import {hasFields, mainContent, type OperationDetail, readSchema, type Schema} from './schema.js'

/** Headers that OpenAPI and `langfuse api` leave to others. */
const RESERVED = /^(accept|authorization|content-type|cookie|host)$/i
/** Values of the types that are not written as text. */
const SAMPLES = new Map<string, unknown>([
  ['integer', 1],
  ['number', 1],
  ['boolean', true],
  ['object', {}],
])

/** Below the root that nearly all operations have: `/v2/prompts`. */
export function shortPath(path: string): string {
  return path.replace(/^\/api\/public(?=\/)/, '')
}

function word(text: string): string {
  return /^[\w@%+=:,./…-]+$/.test(text) ? text : quote(text)
}

/** The path as `langfuse api` takes it, with `WIDGET-ID` for `{widgetId}`. */
function addressOf(path: string): string {
  const filled = path.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2').match(/[A-Za-z\d]+/g) ?? ['value']
    return words.join('-').toUpperCase()
  })
  const short = shortPath(filled)
  return (/^\/+api(\/|$)/.test(short) ? filled : short).replaceAll(/[\u0000-\u0020\u007f#?\\{}]/g, encodeURIComponent)
}

/** A value of this schema that is not text; undefined for text. */
function sampleOf({type}: Schema): unknown {
  return SAMPLES.get(type.replace(/^map of .*/, 'object'))
}

/** An example of a value, `other` where any text may be one. */
function exampleOf(schema: Schema, other: string): string {
  const value = schema.members[0] ?? schema.raw.default ?? sampleOf(schema) ?? other
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The required fields of a JSON body as flags, or the body as a file. */
function bodyWords(method: string, contentType: string, {type, properties, variants}: Schema): string[] {
  if (contentType !== 'application/json') {
    const concrete = contentType.includes('*') ? 'application/octet-stream' : contentType
    const boundary = /^multipart\/[^;]*$/i.test(concrete) ? '; boundary=BOUNDARY' : ''
    return ['-H', quote(`content-type: ${concrete}${boundary}`), '--input', 'FILE']
  }
  const required = properties.filter((property) => property.required)
  const fields = required.map(({name, schema}) => ({name, schema: readSchema(schema)}))
  const isFlat = fields.every(
    ({name, schema}) => !hasFields(schema) && !schema.type.endsWith('[]') && !/[[\]=]/.test(name),
  )
  const takesFields = ['POST', 'PUT', 'PATCH'].includes(method) && type === 'object' && variants.length === 0
  if (!takesFields || !isFlat || fields.length === 0) return ['--input', 'body.json']
  return fields.flatMap(({name, schema}) => [
    sampleOf(schema) === undefined ? '-f' : '-F',
    word(`${name}=${exampleOf(schema, '…')}`),
  ])
}

/**
 * The line that calls an operation without a command, with examples for what it must have. Null for what is not below
 * `/api/`, because `langfuse api` reaches nothing else.
 */
export function apiLine(
  {method, path, called = path}: {method: string; path: string; called?: string},
  {parameters = [], requestBody}: OperationDetail,
): string | null {
  if (!path.startsWith('/api/')) return null
  const valuesIn = (place: string, other: string): [string, string][] =>
    parameters
      .filter((parameter) => parameter.required === true && parameter.in === place)
      .map(({name, schema}) => [textOf(name), exampleOf(readSchema(schema), other)])
  const query = new URLSearchParams(valuesIn('query', '…')).toString().replaceAll('%E2%80%A6', '…')
  const headers = valuesIn('header', 'VALUE').filter(([name]) => !RESERVED.test(name))
  const content = requestBody?.required === true ? mainContent(requestBody) : undefined
  const words = [
    ...['langfuse', 'api', method, word(addressOf(called) + (query && `?${query}`))],
    ...headers.flatMap(([name, value]) => ['-H', quote(`${name}: ${value}`)]),
    ...(content ? bodyWords(method, content.contentType, content.schema) : []),
  ]
  return words.join(' ')
}

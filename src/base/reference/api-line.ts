import {isObject, listOf, type Row, textOf} from '../../api/json/object.js'
import {exactCell} from '../output/column.js'
import {quote} from '../output/curl.js'
import {contentOf, hasFields, readSchema, type Schema} from './schema.js'

/** Headers that OpenAPI and `langfuse api` leave to others. */
const RESERVED = /^(accept|authorization|content-type|cookie|host)$/i
/** Values of the types that are not written as text. */
const SAMPLES = new Map<string, unknown>(Object.entries({integer: 1, number: 1, boolean: true, object: {}}))

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

/** A value of this schema, `other` where any text may be one. */
function exampleOf({type, members, raw}: Schema, other: string): unknown {
  return members[0] ?? raw.default ?? SAMPLES.get(type.replace(/^map of .*/, 'object')) ?? other
}

/** The required fields of a JSON body as flags, or the body as a file. */
function bodyWords(method: string, contentType: string, {type, properties, variants}: Schema): string[] {
  if (contentType !== 'application/json') {
    const concrete = contentType.includes('*') ? 'application/octet-stream' : contentType
    const boundary = /^multipart\/[^;]*$/i.test(concrete) ? '; boundary=BOUNDARY' : ''
    return ['-H', quote(`content-type: ${concrete}${boundary}`), '--input', 'FILE']
  }
  const fields = properties.flatMap(({name, required, schema}) =>
    required ? [{name, schema: readSchema(schema)}] : [],
  )
  const isFlat = ({name, schema}: (typeof fields)[number]) =>
    !hasFields(schema) && !schema.type.endsWith('[]') && !/[[\]=]/.test(name)
  const takesFields = ['POST', 'PUT', 'PATCH'].includes(method) && type === 'object' && variants.length === 0
  if (!takesFields || fields.length === 0 || !fields.every(isFlat)) return ['--input', 'body.json']
  return fields.flatMap(({name, schema}) => {
    const value = exampleOf(schema, '…')
    return [typeof value === 'string' ? '-f' : '-F', word(`${name}=${exactCell(value)}`)]
  })
}

/** The line that calls an operation, with examples for what it must have; null for what is not below `/api/`. */
export function apiLine(
  {method, path, called = path}: {method: string; path: string; called?: string},
  {parameters, requestBody}: Row,
): string | null {
  if (!path.startsWith('/api/')) return null
  const valuesIn = (place: string, other: string) =>
    listOf(parameters)
      .filter(isObject)
      .filter((parameter) => parameter.required === true && parameter.in === place)
      .map(({name, schema}): [string, string] => [textOf(name), exactCell(exampleOf(readSchema(schema), other))])
  const query = new URLSearchParams(valuesIn('query', '…')).toString().replaceAll('%E2%80%A6', '…')
  const headers = valuesIn('header', 'VALUE').filter(([name]) => !RESERVED.test(name))
  const body = contentOf(requestBody)
  return [
    ...['langfuse', 'api', method, word(addressOf(called) + (query && `?${query}`))],
    ...headers.flatMap(([name, value]) => ['-H', quote(`${name}: ${value}`)]),
    ...(body.required && body.contentType !== '' ? bodyWords(method, body.contentType, body.schema) : []),
  ].join(' ')
}

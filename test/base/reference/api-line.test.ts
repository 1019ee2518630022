import {describe, expect, it} from 'vitest'
import {apiLine} from '../../../src/base/reference/api-line.js'

const thing = {method: 'POST', path: '/api/public/v2/things'}

/** A body of JSON with the required properties `f0`, `f1` … */
function body(...schemas: object[]) {
  const properties = Object.fromEntries(schemas.map((schema, index) => [`f${index}`, schema]))
  return ofType('application/json', {properties, required: Object.keys(properties)})
}

function ofType(contentType: string, schema: object = {}) {
  return {requestBody: {required: true, content: {[contentType]: {schema}}}}
}

function parameter(name: string, where: string, schema: object = {type: 'string'}) {
  return {parameters: [{name, in: where, required: true, schema}]}
}

const object = {properties: {f0: {type: 'string'}}, required: ['f0']}

describe('the line of langfuse api', () => {
  it.each([
    ['nothing', {}, ''],
    ['text', ofType('application/json', {...object, properties: {...object.properties, f1: {}}}), ' -f f0=…'],
    ['numbers', body({type: 'integer'}, {type: 'number'}), ' -F f0=1 -F f1=1'],
    ['a truth', body({type: 'boolean'}), ' -F f0=true'],
    ['an object', body({type: 'object'}), " -F 'f0={}'"],
    ['a map', body({additionalProperties: {type: 'string'}}), " -F 'f0={}'"],
    ['one of some', body({enum: ["it's"]}), " -f 'f0=it'\\''s'"],
    ['what has a default', body({type: 'integer', default: 7}), ' -F f0=7'],
    ['what is text or more', body({oneOf: [{type: 'number'}, {type: 'string'}]}), ' -f f0=…'],
    ['a list in the body', body({items: {type: 'string'}}), ' --input body.json'],
    ['an object with fields in the body', body(object), ' --input body.json'],
    ['a list as the body', ofType('application/json', {items: object}), ' --input body.json'],
    ['a body of several forms', ofType('application/json', {oneOf: [object]}), ' --input body.json'],
    [
      'a name in brackets',
      ofType('application/json', {properties: {'a[b]': {}}, required: ['a[b]']}),
      ' --input body.json',
    ],
    ['lines', ofType('text/csv'), " -H 'content-type: text/csv' --input FILE"],
    ['any bytes', ofType('*/*'), " -H 'content-type: application/octet-stream' --input FILE"],
    [
      'a form with files',
      ofType('multipart/form-data', object),
      " -H 'content-type: multipart/form-data; boundary=BOUNDARY' --input FILE",
    ],
    [
      'JSON rather than what stands before it',
      {requestBody: {required: true, content: {'text/csv': {}, 'application/json': {schema: object}}}},
      ' -f f0=…',
    ],
    ['a header', parameter('X-Trace', 'header'), " -H 'X-Trace: VALUE'"],
    ['a header that the keys are in', parameter('Authorization', 'header'), ''],
    ['a body that it may leave out', {requestBody: {content: {'application/json': {schema: object}}}}, ''],
  ])('has what is required: %s', (_, detail, rest) => {
    expect(apiLine(thing, detail)).toBe(`langfuse api POST /v2/things${rest}`)
  })

  it.each([
    ['/api/other/{rootId}', "'/api/other/ROOT-ID?root=…'"],
    ['/api/public/api/{a_b}', "'/api/public/api/A-B?root=…'"],
    ["/api/public/o'brien/#", "'/o'\\''brien/%23?root=…'"],
  ])('has a path that is not read otherwise: %s', (path, address) => {
    expect(apiLine({method: 'GET', path}, parameter('root', 'query'))).toBe(`langfuse api GET ${address}`)
  })

  it('has the values that were typed', () => {
    const path = '/api/public/v2/widgets/{widgetId}/turns/{turn}'
    const called = '/api/public/v2/widgets/w1/turns/{turn}'
    expect(apiLine({method: 'GET', path, called}, {})).toBe('langfuse api GET /v2/widgets/w1/turns/TURN')
  })

  it('sends a body with a method whose fields are a query as a file', () => {
    expect(apiLine({...thing, method: 'DELETE'}, body({}))).toBe('langfuse api DELETE /v2/things --input body.json')
  })

  it('is not there for what langfuse api does not reach', () => {
    expect(apiLine({method: 'GET', path: '/health'}, {})).toBeNull()
  })
})

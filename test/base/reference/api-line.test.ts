import {describe, expect, it} from 'vitest'
import {apiLine} from '../../../src/base/reference/api-line.js'
import {readDocument} from '../../../src/base/reference/document.js'
import {detailOf} from '../../../src/base/reference/operations.js'

const thing = {method: 'POST', path: '/api/public/v2/things'}

function body(type: string, fields: object[], contentType = 'application/json') {
  const named = fields.map((field, index) => ({name: `f${index}`, type: 'string', required: true, ...field}))
  return {parameters: [], answers: [], body: {required: true, contentType, shape: {type, fields: named}}}
}

function parameters(...all: object[]) {
  return {
    answers: [],
    parameters: all.map((one) => ({name: 'root', in: 'query', required: true, type: 'string', ...one})),
  }
}

describe('the line of langfuse api', () => {
  it.each([
    ['nothing', parameters(), ''],
    ['text', body('object', [{}, {required: false}]), ' -f f0=…'],
    ['numbers', body('object', [{type: 'integer'}, {type: 'number'}]), ' -F f0=1 -F f1=1'],
    ['a truth', body('object', [{type: 'boolean'}]), ' -F f0=true'],
    ['an object', body('object', [{type: 'object'}]), " -F 'f0={}'"],
    ['one of some', body('object', [{enum: ["it's"]}]), " -f 'f0=it'\\''s'"],
    ['what is text or more', body('object', [{type: 'number | string'}]), ' -f f0=…'],
    ['a list in the body', body('object', [{type: 'string[]'}]), ' --input body.json'],
    ['a list as the body', body('object[]', [{}]), ' --input body.json'],
    ['a name in brackets', body('object', [{name: 'a[b]'}]), ' --input body.json'],
    ['lines', body('string', [], 'text/csv'), " -H 'content-type: text/csv' --input FILE"],
    ['any bytes', body('string', [], '*/*'), " -H 'content-type: application/octet-stream' --input FILE"],
    [
      'a form with files',
      body('object', [{}], 'multipart/form-data'),
      " -H 'content-type: multipart/form-data; boundary=BOUNDARY' --input FILE",
    ],
    ['a header', parameters({name: 'X-Trace', in: 'header'}), " -H 'X-Trace: VALUE'"],
    ['a header that the keys are in', parameters({name: 'Authorization', in: 'header'}), ''],
  ])('has what is required: %s', (_, detail, rest) => {
    expect(apiLine(thing, detail)).toBe(`langfuse api POST /v2/things${rest}`)
  })

  it.each([
    ['/api/other/{rootId}', "'/api/other/ROOT-ID?root=…'"],
    ['/api/public/api/{a_b}', "'/api/public/api/A-B?root=…'"],
    ["/api/public/o'brien/#", "'/o'\\''brien/%23?root=…'"],
  ])('has a path that is not read otherwise: %s', (path, address) => {
    expect(apiLine({method: 'GET', path}, parameters({}))).toBe(`langfuse api GET ${address}`)
  })

  it('has the values that were typed', () => {
    const path = '/api/public/v2/widgets/{widgetId}/turns/{turn}'
    const called = '/api/public/v2/widgets/w1/turns/{turn}'
    expect(apiLine({method: 'GET', path, called}, parameters())).toBe('langfuse api GET /v2/widgets/w1/turns/TURN')
  })

  it('sends a body with a method whose fields are a query as a file', () => {
    expect(apiLine({...thing, method: 'DELETE'}, body('object', [{}]))).toBe(
      'langfuse api DELETE /v2/things --input body.json',
    )
  })

  it('is not there for what langfuse api does not reach', () => {
    expect(apiLine({method: 'GET', path: '/health'}, parameters())).toBeUndefined()
  })

  it('prefers JSON to what stands before it', async () => {
    const schema = {type: 'object', required: ['a'], properties: {a: {type: 'string'}}}
    const content = {'multipart/form-data': {schema}, 'application/json': {schema}}
    const post = {requestBody: {required: true, content}}
    const document = await readDocument(JSON.stringify({paths: {[thing.path]: {post}}}))
    expect(apiLine(thing, detailOf(document, thing))).toBe('langfuse api POST /v2/things -f a=…')
  })
})

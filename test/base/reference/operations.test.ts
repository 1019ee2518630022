import {describe, expect, it} from 'vitest'
import {readDocument} from '../../../src/base/reference/document.js'
import {detailOf, operationsOf} from '../../../src/base/reference/operations.js'
import {type Shape, ShapeReader} from '../../../src/base/reference/shape.js'
import {DOCUMENT} from './fixture.js'

const operations = operationsOf(DOCUMENT)

function detail(method: string, path: string) {
  return detailOf(DOCUMENT, {method, path: `/api/public${path}`})
}

function names({fields = []}: Pick<Shape, 'fields'>): string[] {
  return fields.map(({name, required, type}) => `${name}${required ? '!' : ''} ${type}`)
}

describe('the operations', () => {
  it('are in the order of the document', () => {
    expect(operations.map(({method, path}) => `${method} ${path.slice('/api/public'.length)}`)).toEqual([
      'GET /health',
      'GET /v2/prompts/{promptName}',
      'DELETE /v2/prompts/{promptName}',
      'GET /v2/prompts',
      'POST /v2/prompts',
      'GET /v2/scores',
      'GET /v3/scores',
      'POST /scores',
      'GET /sessions',
      'POST /v2/things',
      'GET /folders',
    ])
  })

  it('have one sentence each, and what it leaves out', () => {
    const found = operations.find(({operationId}) => operationId === 'prompts_get')
    expect(found).toMatchObject({tag: 'Prompts', summary: 'Get a prompt', deprecated: false})
    expect(found?.description).toContain('\n\nWithout version and label')
  })

  it.each([
    [{summary: 'Turn it.'}, 'Turn it.'],
    [{summary: 'Turn it', description: 'Half a turn.\r\nOr more.'}, 'Turn it\n\nHalf a turn.\nOr more.'],
    [{summary: 'Turn it', description: 'Turn it. By half.'}, 'Turn it. By half.'],
    [{description: 'Turn it'}, 'Turn it'],
  ])('say what their summary and their description say: %j', async (get, description) => {
    const document = await readDocument(JSON.stringify({paths: {'/a': {get}}}))
    expect(operationsOf(document)[0]).toMatchObject({summary: 'Turn it', description})
  })

  it('are deprecated by their flag or their words, and then still say what they do', () => {
    expect(operations.filter(({deprecated}) => deprecated).map(({summary}) => summary)).toEqual([
      'List scores of traces and sessions',
      'List sessions',
    ])
  })
})

describe('one operation', () => {
  it('has its parameters, those of the path too', () => {
    expect(detail('GET', '/v2/prompts/{promptName}').parameters).toEqual([
      {
        name: 'promptName',
        in: 'path',
        required: true,
        type: 'string',
        description: 'The name, encoded where it has a "/"',
      },
      {name: 'version', in: 'query', required: false, type: 'integer', nullable: true},
      {name: 'label', in: 'query', required: false, type: 'string', nullable: true},
    ])
    expect(detail('GET', '/v2/scores').parameters[0]).toMatchObject({
      schema: 'DataType',
      enum: ['NUMERIC', 'BOOLEAN', 'CATEGORICAL'],
    })
    expect(detail('GET', '/v2/prompts').parameters[0]).toMatchObject({type: 'integer', default: 1})
  })

  it('has a body with nested fields', () => {
    const {body} = detail('POST', '/v2/things')
    expect(body).toMatchObject({required: true, contentType: 'application/json'})
    expect(names(body?.shape ?? {})).toEqual(['name! string', 'size! integer', 'owner object'])
    expect(names(body?.shape.fields?.[2] ?? {})).toEqual(['id! string', 'names map of string'])
  })

  it('has the forms that a body may take', () => {
    const {variants = []} = detail('POST', '/v2/prompts').body?.shape ?? {}
    expect(variants.map(({schema}) => schema)).toEqual(['CreateChatPrompt', 'CreateTextPrompt'])
    expect(names(variants[0] ?? {})).toEqual(['type! string', 'name! string', 'prompt! object[]', 'labels string[]'])
    expect(names(variants[0]?.fields?.[2] ?? {})).toEqual(['role! string', 'content! string'])
  })

  it('has simple forms as one type, and what stands beside a reference', () => {
    const {fields = []} = detail('POST', '/scores').body?.shape ?? {}
    expect(fields.slice(1, 3)).toEqual([
      {
        name: 'value',
        required: true,
        type: 'number | string',
        schema: 'ScoreValue',
        description: 'A number or a category',
      },
      {
        name: 'dataType',
        required: false,
        type: 'string',
        schema: 'DataType',
        nullable: true,
        enum: ['NUMERIC', 'BOOLEAN', 'CATEGORICAL'],
      },
    ])
  })

  it('has its answers, with the fields of all parts', () => {
    const [good, ...others] = detail('GET', '/v2/prompts').answers
    expect(others).toEqual([])
    expect(names(good?.shape ?? {})).toEqual(['data! object[]', 'meta! object'])
    expect(names(good?.shape?.fields?.[0] ?? {})).toEqual(['name! string', 'versions! integer[]', 'updatedAt string'])
    expect(detail('GET', '/v2/prompts/{promptName}').answers.slice(1)).toEqual([
      {status: '400', description: ''},
      {status: '404', description: ''},
    ])
    expect(detail('GET', '/health').answers[1]).toEqual({status: '503', description: 'The server is not well'})
  })

  it('is cut where a schema contains itself', () => {
    const [answer] = detail('GET', '/folders').answers
    expect(answer?.shape?.fields?.slice(1)).toEqual([
      {name: 'parent', required: false, type: 'Folder', schema: 'Folder', cut: 'Folder', nullable: true},
      {name: 'folders', required: true, type: 'Folder[]', schema: 'Folder', cut: 'Folder'},
    ])
  })
})

describe('strange documents', () => {
  it('of schemas that double at each level are cut', async () => {
    const schemas = Object.fromEntries(
      Array.from({length: 30}, (_, index) => {
        const $ref = `#/components/schemas/S${Math.min(index + 1, 29)}`
        return [`S${index}`, {type: 'object', properties: {a: {$ref}, b: {$ref}}}]
      }),
    )
    const document = await readDocument(JSON.stringify({paths: {'/a': {get: {}}}, components: {schemas}}))
    const text = JSON.stringify(new ShapeReader(document).read({$ref: '#/components/schemas/S0'}))
    expect(text.length).toBeLessThan(2_000_000)
    expect(text).toContain('"cut"')
  })

  it('of objects within objects are cut', () => {
    let schema: unknown = {type: 'string'}
    for (let level = 0; level < 3000; level++) schema = {properties: {a: schema}}
    expect(JSON.stringify(new ShapeReader(DOCUMENT).read(schema))).toContain('"cut":"object"')
  })

  it('with anything anywhere are read as far as they go', async () => {
    const strange = [null, 1, 'text', [], [1], {}, {$ref: 1}, {$ref: 'https://example.com'}, {type: 7, properties: [1]}]
    const operation = (value: unknown) => ({
      operationId: value,
      tags: value,
      parameters: [value, {name: 'a', in: 'query', schema: value}],
      requestBody: {content: {'application/json': {schema: {type: 'object', properties: {a: value}}}}},
      responses: {200: value, 201: {content: {'application/json': {schema: value}}}},
    })
    const paths = Object.fromEntries(
      strange.flatMap((value, index) => [
        [`/a${index}`, {get: operation(value), parameters: value}],
        [`/b${index}`, {get: value}],
      ]),
    )
    const document = await readDocument(JSON.stringify({paths}))
    const read = operationsOf(document)
    expect(read).toHaveLength(13)
    for (const one of read) expect(detailOf(document, one).parameters).toBeInstanceOf(Array)
    expect(detailOf(document, {method: 'GET', path: '/a0'}).parameters).toEqual([
      {name: 'a', in: 'query', required: false, type: 'any'},
    ])
  })

  it('of the newer kind of schema are read', () => {
    expect(new ShapeReader(DOCUMENT).read({type: ['string', 'null'], const: 'x'})).toEqual({
      type: 'string',
      nullable: true,
      enum: ['x'],
    })
  })
})

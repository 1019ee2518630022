import {describe, expect, it} from 'vitest'
import {isObject, type Row} from '../../../src/api/json/object.js'
import {lookUp, operationPlaces, readDocument, resolve} from '../../../src/base/reference/document.js'
import {DOCUMENT, documentOf, TEXT} from './fixture.js'

describe('a document', () => {
  it('is read as YAML, its aliases too', () => {
    expect(operationPlaces(DOCUMENT)).toHaveLength(11)
    expect(
      operationPlaces(DOCUMENT).find(({path, method}) => method === 'POST' && path.endsWith('/prompts')),
    ).toMatchObject({
      path: '/api/public/v2/prompts',
      operation: {operationId: 'prompts_create', responses: {'200': {}, '400': {}, '404': {}}},
    })
  })

  it('may be JSON', async () => {
    expect(await documentOf(DOCUMENT)).toEqual(DOCUMENT)
  })

  it('has what is referred to', () => {
    expect(lookUp(DOCUMENT, '#/components/schemas/DataType')).toEqual({
      type: 'string',
      enum: ['NUMERIC', 'BOOLEAN', 'CATEGORICAL'],
    })
    expect(lookUp(DOCUMENT, '#/components/schemas/toString')).toBeUndefined()
    expect(lookUp(DOCUMENT, 'https://example.com/schema.json')).toBeUndefined()
  })
})

describe('what is no operation', () => {
  it('is named, and the others stay', async () => {
    const paths = {'/a': 'text', '/b': {get: 'text', POST: [], parameters: 7, put: {}}, '/c': {get: {}}, 'x-more': 1}
    const {document, invalid} = await readDocument(JSON.stringify({paths}), 'HOST answered')
    const places = operationPlaces(document).filter(({operation}) => isObject(operation))
    expect(places.map(({method, path}) => `${method} ${path}`)).toEqual(['PUT /b', 'GET /c'])
    expect(invalid).toEqual(['/a', 'GET /b', 'POST /b'])
  })
})

function bomb(levels: number): string {
  const lines = Array.from({length: levels}, (_, level) => {
    const below = level === 0 ? 'x' : `*a${level - 1}`
    return `a${level}: &a${level} [${Array.from({length: 10}, () => below).join(', ')}]`
  })
  return `paths: {/a: {get: {x: 1}}}\n${lines.join('\n')}\n`
}

function repeated(): string {
  const large = `x-large: &large [${Array.from({length: 2000}, () => '1').join(', ')}]`
  const many = Array.from({length: 400}, (_, index) => `  /p${index}: {get: {x: *large}}`)
  return `${large}\npaths:\n${many.join('\n')}\n`
}

describe('what is no document', () => {
  it.each([
    ['nothing', '', 'it has no paths'],
    ['a page', ' <!DOCTYPE html><html>', 'it is a web page'],
    ['text', 'Not found', 'it has no paths'],
    ['a list', '- 1', 'it has no paths'],
    ['no YAML', 'paths: {a: [', 'it is no YAML'],
    ['without operations', 'paths: {}', 'it has no paths'],
    ['paths that are text', 'paths: {/a: text}', 'it has no paths'],
    ['operations that are text', 'paths: {/a: {get: text}}', 'it has no paths'],
    ['bytes', '\u001f\ufffd\u0008', 'it'],
    ['aliases of aliases', bomb(12), 'it is no YAML'],
    ['brackets within brackets', `paths: ${'['.repeat(200_000)}`, 'nested too deep'],
    ['lists within lists', `paths: \n${'- '.repeat(200_000)}`, 'nested too deep'],
    ['fields within fields', 'paths: '.repeat(200_000), 'nested too deep'],
    ['JSON within JSON', `${'{"paths":'.repeat(200_000)}1${'}'.repeat(200_000)}`, 'nested too deep'],
    ['a large value in many places', repeated(), 'larger than any description'],
    [
      'a missing schema',
      "paths: {/a: {get: {x: {$ref: '#/components/schemas/A'}}}}",
      'schemas/A is missing (cut off?)',
    ],
    ...[0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9].map((share) => [
      `${share} of one`,
      TEXT.slice(0, TEXT.length * share),
      'it',
    ]),
  ])('%s', async (_, text = '', words) => {
    const error = await readDocument(text, 'HOST answered GET /a').catch((thrown) => thrown)
    expect(error).toMatchObject({
      name: 'CliError',
      code: 'not_available',
      message: expect.stringContaining(words ?? ''),
    })
    expect(error.message).toMatch(/^HOST answered GET \/a, but not with a description of its API: it /)
  })
})

const at = (name: string) => ({$ref: `#/components/schemas/${name}`})

function resolved(value: unknown, schemas: Row = {}): unknown {
  return resolve({components: {schemas}}, {value}).value
}

describe('references', () => {
  it('are replaced by what they mean, with its name and what stands beside them', () => {
    const schemas = {A: {type: 'object', properties: {b: at('B')}}, B: {type: 'string', description: 'Told'}}
    expect(
      resolved(
        [
          {...at('A'), nullable: true},
          {...at('B'), description: 'Other'},
        ],
        schemas,
      ),
    ).toEqual([
      {type: 'object', title: 'A', nullable: true, properties: {b: {type: 'string', title: 'B', description: 'Told'}}},
      {type: 'string', title: 'B', description: 'Other'},
    ])
  })

  it('within what they refer to stay', () => {
    const schemas = {A: {properties: {a: at('A'), b: at('B')}}, B: {items: at('A')}}
    expect(resolved(at('A'), schemas)).toEqual({
      title: 'A',
      properties: {a: at('A'), b: {title: 'B', items: at('A')}},
    })
  })

  it.each([{$ref: 1}, {$ref: 'https://example.com/a.json'}, at('A'), {properties: {$ref: {type: 'string'}}}])(
    '%j is none that can be followed',
    (value) => expect(resolved(value)).toEqual(value),
  )

  it.each(['__proto__', 'constructor', 'toString', 'a~1b'])('may have any name: %s', (name) => {
    const schemas = JSON.parse(
      `{${JSON.stringify(name.replace('~1', '/'))}: {"properties": {"__proto__": {"type": "string"}}}}`,
    )
    expect(JSON.stringify(resolved(at(name), schemas))).toContain('"__proto__":{"type":"string"}')
  })

  it('that double at each level end somewhere', () => {
    const schemas = Object.fromEntries(
      Array.from({length: 30}, (_, index) => [
        `S${index}`,
        {properties: {a: at(`S${index + 1}`), b: at(`S${index + 1}`)}},
      ]),
    )
    const text = JSON.stringify(resolved(at('S0'), schemas))
    expect(text.length).toBeLessThan(2_000_000)
    expect(text).toContain('{"$ref":"#/components/schemas/S')
  })

  it('are not needed for what is too deep', () => {
    let schema: unknown = {type: 'string'}
    for (let level = 0; level < 3000; level++) schema = {properties: {a: schema}}
    expect(JSON.stringify(resolved(schema))).toContain('{"description":"Left out: there is too much of it"}')
  })
})

describe('allOf', () => {
  it.each([
    [
      'fields of all parts',
      {allOf: [{properties: {a: 1}, required: ['a'], title: 'A'}], properties: {b: 2}, required: ['b']},
      {properties: {a: 1, b: 2}, required: ['a', 'b']},
    ],
    [
      'all of a single part',
      {allOf: [{type: 'string', enum: ['a'], description: 'A'}], description: 'B'},
      {type: 'string', enum: ['a'], description: 'B'},
    ],
    [
      'forms beside fields',
      {allOf: [{oneOf: [{type: 'string'}]}, {properties: {a: 1}}]},
      {oneOf: [{type: 'string'}], properties: {a: 1}},
    ],
    ['nothing', {allOf: 7}, {allOf: 7}],
  ])('gives %s', (_, schema, merged) => expect(resolved(schema)).toEqual(merged))
})

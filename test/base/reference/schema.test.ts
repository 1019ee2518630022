import {describe, expect, it} from 'vitest'
import {aboutOf, propertyLines, readSchema} from '../../../src/base/reference/schema.js'

const A = {title: 'A', properties: {a: {enum: ['x', 'y']}}, required: ['a']}
const B = {title: 'B', properties: {kind: {const: 'b'}}}

describe('a schema in words', () => {
  it.each([
    [{type: 'string', format: 'date-time'}, 'string (date-time).'],
    [{type: 'integer', minimum: 0, maximum: 100, nullable: true}, 'integer, or null, at least 0, at most 100.'],
    [{type: ['string', 'null'], const: 'x'}, 'string, or null, always x.'],
    [{enum: [1, 'a', {toString: 1}]}, 'number | string | object, one of: 1, a, {"toString":1}.'],
    [{type: 'string', default: 'a', deprecated: true}, 'string, deprecated, default: "a".'],
    [{type: 'string', description: ' Told\r\nso '}, 'string. Told\nso'],
    [{description: '- a list'}, 'any.\n- a list'],
    [{oneOf: [{type: 'number'}, {enum: ['a']}, {enum: ['b', 'a']}]}, 'number | string, one of: a, b.'],
    [{anyOf: [A, B, {type: 'string'}]}, 'object | string, one of: A, kind b, string.'],
    [{oneOf: [{properties: {a: {}}}, B]}, 'object, one of: form 1, kind b.'],
    [{items: {type: 'string', enum: ['a', 'b']}}, 'string[], one of: a, b.'],
    [{items: {oneOf: [{type: 'string'}, {type: 'number'}]}}, '(string | number)[].'],
    [{additionalProperties: {items: {type: 'string'}}}, 'map of string[].'],
    [{type: 'object', additionalProperties: true}, 'object.'],
    [{items: {$ref: '#/components/schemas/A~1b'}}, 'A/b[], not shown again.'],
    [{$ref: 'https://example.com/a.json'}, 'https://example.com/a.json.'],
    [{type: 7, properties: [1], enum: 'a', oneOf: {}, minimum: '1'}, 'any.'],
    [null, 'any.'],
  ])('%j: %s', (schema, words) => expect(aboutOf(readSchema(schema), {})).toBe(words))

  it('says where it stands and whether it must be there', () => {
    expect(aboutOf(readSchema({type: 'string'}), {required: true, place: 'in path', told: 'It'})).toBe(
      'string, in path, required. It',
    )
  })
})

function lines(schema: unknown, isAnswer = false): string[] {
  return propertyLines(readSchema(schema), '', 0, isAnswer).map(
    ({name, about, level}) => '  '.repeat(level ?? 0) + [name, about].filter(Boolean).join('  '),
  )
}

describe('its properties', () => {
  const nested = {
    properties: {list: {items: A}, map: {additionalProperties: {items: A}}, one: A, any: {items: {oneOf: [A]}}},
  }

  it('are listed with what lies below them', () => {
    expect(lines(nested)).toEqual([
      'list  object[].',
      'list[].a  string, required, one of: x, y.',
      'map  map of object[].',
      'map.*[].a  string, required, one of: x, y.',
      'one  object.',
      'one.a  string, required, one of: x, y.',
      'any  object[], one of: A.',
      '',
      'any[] with A:',
      '  any[].a  string, required, one of: x, y.',
      '',
    ])
  })

  it('are listed as far as an answer shows them', () => {
    expect(lines(nested, true)).toEqual([
      'list  object[].',
      'list[].a  string, one of: x, y.',
      'map  map of object[].',
      'map.*[].a  string, one of: x, y.',
      'one  object.',
      'any  object[], one of: A.',
    ])
  })

  it('are followed by those of its forms', () => {
    expect(lines({properties: {c: {}}, oneOf: [A, {type: 'string'}, B]})).toEqual([
      'c  any.',
      '',
      'with A:',
      '  a  string, required, one of: x, y.',
      '',
      '',
      'with kind b:',
      '  kind  string, always b.',
      '',
    ])
  })

  it('may have the names of what every object has', () => {
    const schema = JSON.parse(
      '{"properties": {"__proto__": {"type": "string"}, "constructor": {}}, "required": ["__proto__"]}',
    )
    expect(lines(schema)).toEqual(['__proto__  string, required.', 'constructor  any.'])
  })
})

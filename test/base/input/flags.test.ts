import {Readable} from 'node:stream'
import {Parser} from '@oclif/core'
import {describe, expect, it} from 'vitest'
import * as z from 'zod'
import {endpoint} from '../../../src/api/operation/endpoint.js'
import {json, oneOf, text, time} from '../../../src/api/operation/fields.js'
import {fieldsOf, flagName} from '../../../src/base/input/fields.js'
import {argsOf, check, flagsOf, paramsOf, readFields} from '../../../src/base/input/flags.js'
import {InputReader} from '../../../src/base/input/input.js'

const schema = z.strictObject({
  name: z.string().min(1).describe('Its name'),
  note: text('A note').optional(),
  config: json('Any JSON').optional(),
  prompt: z
    .union([z.string(), z.array(z.unknown())])
    .meta({description: 'Text or list', input: 'text-or-json'})
    .optional(),
  fromTimestamp: time('From').optional(),
  toTimestamp: time('To').optional(),
  dataType: z.enum(['NUMERIC', 'TEXT']).describe('Kind').optional(),
  twin: z.enum(['a', 'A', 'B']).describe('Members that differ in case').optional(),
  objectType: oneOf('Of these', ['TRACE', 'SESSION']).optional(),
  pageCount: z.int().min(2).max(9).describe('Pages').optional(),
  minValue: z.number().describe('Least').optional(),
  isActive: z.boolean().describe('Active').nullish(),
  labels: z.array(z.string()).describe('Label').optional(),
  levels: z
    .array(z.enum(['A', 'B']))
    .describe('Level')
    .default([]),
  rules: z
    .array(z.object({a: z.string()}))
    .describe('Rules')
    .optional(),
  whole: z.object({a: z.string()}).describe('Whole').optional(),
})

function reader(stdin = '') {
  return new InputReader(Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]), new Date())
}

async function parsed(argv: string[]) {
  const {flags} = await Parser.parse(argv, {flags: flagsOf(schema), strict: true})
  return readFields(schema, flags, reader())
}

describe('fieldsOf', () => {
  it('reads every kind of field', () => {
    expect(
      fieldsOf(schema).map(({name, flag, kind, required, repeatable}) => [name, flag, kind, required, repeatable]),
    ).toEqual([
      ['name', 'name', 'string', true, false],
      ['note', 'note', 'text', false, false],
      ['config', 'config', 'any-json', false, false],
      ['prompt', 'prompt', 'text-or-json', false, false],
      ['fromTimestamp', 'from', 'time', false, false],
      ['toTimestamp', 'to', 'time', false, false],
      ['dataType', 'data-type', 'enum', false, false],
      ['twin', 'twin', 'enum', false, false],
      ['objectType', 'object-type', 'string', false, false],
      ['pageCount', 'page-count', 'integer', false, false],
      ['minValue', 'min-value', 'number', false, false],
      ['isActive', 'is-active', 'boolean', false, false],
      ['labels', 'label', 'string', false, true],
      ['levels', 'levels', 'enum', false, true],
      ['rules', 'rules', 'json', false, false],
      ['whole', 'whole', 'json', false, false],
    ])
  })

  it('carries descriptions, members and bounds', () => {
    const fields = Object.fromEntries(fieldsOf(schema).map((field) => [field.name, field]))
    expect(fields.name?.description).toBe('Its name')
    expect(fields.isActive?.description).toBe('Active')
    expect(fields.dataType?.options).toEqual(['NUMERIC', 'TEXT'])
    expect(fields.levels?.options).toEqual(['A', 'B'])
    expect(fields.pageCount).toMatchObject({min: 2, max: 9})
    expect(fields.minValue).not.toHaveProperty('min')
  })

  it.each([
    ['sourceTraceId', 'source-trace-id'],
    ['newLabels', 'label'],
    ['tags', 'tag'],
    ['fromUpdatedAt', 'from'],
    ['toStartTime', 'to'],
    ['name', 'name'],
  ])('%s becomes --%s', (name, flag) => {
    expect(flagName(name)).toBe(flag)
  })
})

describe('flags become values', () => {
  it.each<[string[], object]>([
    [[], {}],
    [['--name', 'x'], {name: 'x'}],
    [['--note', '@@x', '--prompt', '[1]'], {note: '@x', prompt: '[1]'}],
    [['--config', '{"a":1}'], {config: {a: 1}}],
    [['--rules', '[{"a":"b"}]', '--whole', '{"a":"b"}'], {rules: [{a: 'b'}], whole: {a: 'b'}}],
    [
      ['--from', '2026-11-20T00:00:00Z', '--to', '2026-11-21T00:00:00+01:00'],
      {fromTimestamp: '2026-11-20T00:00:00.000Z', toTimestamp: '2026-11-20T23:00:00.000Z'},
    ],
    [
      ['--data-type', 'TEXT', '--page-count', '7', '--min-value', '-0.5'],
      {dataType: 'TEXT', pageCount: 7, minValue: -0.5},
    ],
    [['--is-active'], {isActive: true}],
    [['--no-is-active'], {isActive: false}],
    [['--label', 'a,b', '--label', 'c'], {labels: ['a,b', 'c']}],
    [['--levels', 'A', '--levels', 'B'], {levels: ['A', 'B']}],
  ])('%j', async (argv, expected) => {
    expect(await parsed(argv)).toEqual(expected)
  })

  it.each([
    [['--page-count', '1'], '2'],
    [['--page-count', '10'], '9'],
    [['--page-count', '2.5'], 'integer'],
    [['--min-value', 'much'], '--min-value: "much" is not a valid number'],
    [['--min-value', ''], 'is not a valid number'],
    [['--min-value', 'NaN'], 'is not a valid number'],
    [['--rules', 'text'], '--rules is not valid JSON'],
    [['--data-type', 'number'], 'NUMERIC, TEXT'],
    [['--levels', 'C'], 'A, B'],
    [['--from', 'someday'], '--from: "someday" is not a valid time'],
    [['--config', '{'], '--config is not valid JSON'],
    [['--label', 'a', 'b'], 'b'],
  ])('refuses %j', async (argv, words) => {
    await expect(parsed(argv)).rejects.toThrow(words)
  })

  it('a date as --to ends where that day begins', async () => {
    const {toTimestamp} = await parsed(['--to', '2026-11-20'])
    expect(await parsed(['--from', '2026-11-20'])).toEqual({fromTimestamp: toTimestamp})
  })

  it('text is read from stdin', async () => {
    expect(await readFields(schema, {note: '-'}, reader('a\n'))).toEqual({note: 'a\n'})
  })
})

describe('arguments', () => {
  const operation = endpoint({
    method: 'GET',
    path: '/a/{itemId}/b/{name}',
    limits: {rate: 'none'},
    params: {name: {help: 'The name'}, itemId: {help: 'The item'}},
    response: z.unknown(),
  })

  it('stand in the order of the path, in kebab-case, and go back by name', () => {
    expect(
      Object.entries(argsOf(operation)).map(([name, {description, required}]) => [name, description, required]),
    ).toEqual([
      ['item-id', 'The item', true],
      ['name', 'The name', true],
    ])
    expect(paramsOf(operation, {name: 'n', 'item-id': 'i'})).toEqual({itemId: 'i', name: 'n'})
  })
})

describe('check', () => {
  it('gives the values back as they are', () => {
    const values = {name: 'x', labels: ['a']}
    expect(check(schema, values)).toBe(values)
  })

  it.each<[Record<string, unknown>, string]>([
    [{}, '--name is missing'],
    [{name: ''}, '--name: '],
    [{name: 'x', labels: [1]}, '--label: expected string'],
    [{name: 'x', whole: {a: 1}}, '--whole (a): expected string'],
    [{name: 'x', nmae: 1}, 'unknown field "nmae"'],
    [{name: 'x', a: 1, b: 2}, 'unknown field "a", "b"'],
    [{name: 'x', fromTimestamp: '2026-11-20'}, '--from: must be an ISO 8601 time with a zone'],
    [{name: 1, dataType: 'X'}, '--name: expected string, received number\n--data-type: '],
  ])('%j', (values, words) => {
    expect(() => check(schema, values)).toThrow(words)
  })

  it('suggests the nearest field', () => {
    expect(() => check(schema, {name: 'x', lables: []})).toThrow(
      expect.objectContaining({hint: expect.stringContaining('Did you mean "labels"?')}),
    )
  })
})

describe('members of an enum', () => {
  it.each<[string[], Record<string, unknown>]>([
    [['--data-type', 'numeric'], {dataType: 'NUMERIC'}],
    [['--data-type=Text'], {dataType: 'TEXT'}],
    [['--levels', 'a', '--levels', 'B'], {levels: ['A', 'B']}],
    [['--twin', 'a'], {twin: 'a'}],
    [['--twin', 'A'], {twin: 'A'}],
    [['--twin', 'b'], {twin: 'B'}],
    [['--object-type', 'trace'], {objectType: 'TRACE'}],
  ])('%j', async (argv, values) => {
    expect(await parsed(argv)).toEqual(values)
    expect(check(schema.partial(), values)).toEqual(values)
  })

  it.each([
    [['--data-type', 'number'], 'Expected --data-type=number to be one of: NUMERIC, TEXT'],
    [['--data-type'], 'Flag --data-type expects one of these values: NUMERIC, TEXT'],
    [['--levels', 'a', '--levels', 'c'], 'Expected --levels=c to be one of: A, B'],
  ])('%j is refused', async (argv, message) => {
    await expect(parsed(argv)).rejects.toThrow(message)
  })

  it('are those of the API in help and manifest', () => {
    expect(JSON.parse(JSON.stringify(flagsOf(schema)['data-type']))).toMatchObject({options: ['NUMERIC', 'TEXT']})
  })
})

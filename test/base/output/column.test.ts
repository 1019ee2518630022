import {describe, expect, it} from 'vitest'
import * as z from 'zod'
import {ExactNumber} from '../../../src/api/json/exact-number.js'
import type {Row} from '../../../src/api/json/object.js'
import {type Column, exactCell, findColumn, readableCell, toColumns} from '../../../src/base/output/column.js'
import {valueAt} from '../../../src/base/output/path.js'
import {pick} from '../../../src/base/output/render.js'

function column(path: string): Column {
  return {path: path.split('.'), header: path, kind: 'text'}
}

describe('columns', () => {
  const item = z.object({
    id: z.string(),
    traceId: z.string(),
    grid: z.string(),
    at: z.string().meta({input: 'time'}),
    b: z.object({userId: z.string()}),
  })

  it('infer what they hold', () => {
    const kinds = toColumns(
      ['id', 'traceId', 'grid', 'at', 'b.userId', {path: 'b', kind: 'money', header: 'cost'}],
      item,
    )
    expect(kinds.map(({header, kind}) => [header, kind])).toEqual([
      ['id', 'id'],
      ['traceId', 'id'],
      ['grid', 'text'],
      ['at', 'time'],
      ['b.userId', 'id'],
      ['cost', 'money'],
    ])
  })

  it('are found by heading, else are a path', () => {
    const declared = toColumns([{path: 'at', header: 'updated'}], item)
    expect(findColumn('UPDATED', declared, item)).toBe(declared[0])
    expect(findColumn('b.c', declared, item)).toEqual({path: ['b', 'c'], header: 'b.c', kind: 'text'})
  })

  it('reach only what an object has itself', () => {
    expect(valueAt({a: {b: 1}}, ['a', 'b'])).toBe(1)
    expect(valueAt({a: [7]}, ['a', '0'])).toBe(7)
    expect(valueAt({a: 'text'}, ['a', 'length'])).toBeUndefined()
    expect(valueAt({a: new ExactNumber('1e400')}, ['a', 'text'])).toBeUndefined()
    expect(valueAt({}, ['constructor'])).toBeUndefined()
    expect(pick({a: {b: 1}}, [column('__proto__.x')])).toBeDefined()
    expect(({} as Row).x).toBeUndefined()
  })

  it.each<[unknown, Column['kind'], string]>([
    [[1, 2, 3, 5, 7, 8], 'ranges', '1-3, 5, 7-8'],
    [[3, 1, 2], 'ranges', '1-3'],
    [[], 'ranges', ''],
    [['a', 'b'], 'text', 'a, b'],
    [[{a: 1}], 'text', '[{"a":1}]'],
    [1.5, 'money', '$1.50'],
    [0, 'money', '$0.00'],
    [0.0001234, 'money', '$0.000123'],
    [null, 'money', ''],
    ['no time', 'time', 'no time'],
    [{a: 1}, 'text', '{"a":1}'],
  ])('readable: %j as %s', (value, kind, expected) => {
    expect(readableCell(value, kind)).toBe(expected)
  })

  it('exact cells change nothing', () => {
    expect(exactCell(' a\n')).toBe(' a\n')
  })
})

import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {ExactNumber} from '../../../src/api/json/exact-number.js'
import {stringifyJson} from '../../../src/api/json/stringify.js'
import {findKeys, parsePath, splitColumns, valueAt} from '../../../src/base/output/path.js'
import {pick} from '../../../src/base/output/render.js'

describe('a path is read', () => {
  it.each([
    ['a', ['a']],
    ['a.b.c', ['a', 'b', 'c']],
    ['a["b.c"]', ['a', 'b.c']],
    ["a['b.c'].d", ['a', 'b.c', 'd']],
    ['["a.b"]["c"].d.0', ['a.b', 'c', 'd', '0']],
    ['a["say \\"hi\\""]', ['a', 'say "hi"']],
    ['a["\\d"]', ['a', '\\d']],
    ['a["\\u00e9"]', ['a', 'é']],
    ["a['\"']", ['a', '"']],
    ['a[""]', ['a', '']],
    ['a..b', ['a', '', 'b']],
    ['a[0]', ['a[0]']],
    ['a["b', ['a["b']],
  ])('%s', (typed, keys) => {
    expect(parsePath(typed)).toEqual(keys)
  })

  it.each([
    ['a,b.c', ['a', 'b.c']],
    [' a , ,b,', ['a', 'b']],
    ['a["b,c"],d', ['a["b,c"]', 'd']],
    ["a['b,c'].e,d", ["a['b,c'].e", 'd']],
    [',', []],
  ])('columns: %s', (typed, columns) => {
    expect(splitColumns(typed)).toEqual(columns)
  })

  it('any key can be quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({unit: 'binary'}), {minLength: 1}), (keys) => {
        const typed = keys.map((key) => `[${stringifyJson(key)}]`).join('')
        expect(parsePath(typed)).toEqual(keys)
        expect(splitColumns(`a,${typed}`)).toEqual(['a', typed])
      }),
    )
  })
})

describe('a path finds', () => {
  it.each([
    ['what is nested', {a: {b: 1}}, 'a.b', ['a', 'b']],
    ['a key with dots', {'a.b': 1}, 'a.b', ['a.b']],
    ['keys with dots at any level', {m: {'a.b': {'c.d.e': 1}}}, 'm.a.b.c.d.e', ['m', 'a.b', 'c.d.e']],
    ['what is nested before a key with dots', {a: {b: null}, 'a.b': 1}, 'a.b', ['a', 'b']],
    ['a key with dots where what is nested ends too early', {a: {c: 1}, 'a.b': 1}, 'a.b', ['a.b']],
    ['a key with dots beside text', {a: 'text', 'a.b': 1}, 'a.b', ['a.b']],
    ['elements', {a: [7, {b: 1}]}, 'a.1.b', ['a', '1', 'b']],
    ['nothing of an object but its own', {}, 'constructor.name', undefined],
    ['a key that every object has', JSON.parse('{"__proto__":{"a":1}}'), '__proto__.a', ['__proto__', 'a']],
    ['no length of a list', {a: [7]}, 'a.length', undefined],
    ['no length of text', {a: 'text'}, 'a.length', undefined],
    ['nothing in a number', {a: new ExactNumber('1e400')}, 'a.text', undefined],
  ])('%s', (_, row, path, keys) => {
    expect(findKeys(row, path.split('.'))).toEqual(keys)
  })

  it('a value however its keys are nested', () => {
    const key = fc.constantFrom('a', 'b', 'scope', '__proto__', '0')
    const parts = fc.array(fc.array(key, {minLength: 1, maxLength: 3}), {minLength: 1, maxLength: 4})
    fc.assert(
      fc.property(parts, (keys) => {
        const json = keys.reduceRight((below, some) => `{"${some.join('.')}":${below}}`, '[1,2]')
        const [row, path] = [JSON.parse(json), keys.flat()]
        expect(valueAt(row, path)).toEqual([1, 2])
        expect(stringifyJson(pick(row, [{path, header: '', kind: 'text'}]))).toBe(json)
      }),
    )
  })
})

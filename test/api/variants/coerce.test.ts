import {describe, expect, it} from 'vitest'
import {ExactNumber} from '../../../src/api/json/exact-number.js'
import {stringifyJson} from '../../../src/api/json/stringify.js'
import {list, number, parsedIo, word} from '../../../src/api/variants/coerce.js'

describe('input and output as text', () => {
  it.each([
    ['{"id":1546130668394913822,"n":1e5}', '{"id":1546130668394913822,"n":100000}'],
    ['1546130668394913822', '1546130668394913822'],
    ['0.5', '0.5'],
    ['-3', '-3'],
    ['["a"]', '["a"]'],
    ['"a"', '"a"'],
    ['true', 'true'],
    ['', 'null'],
    ['00123', '"00123"'],
    ['1e5', '"1e5"'],
    ['1E400', '1E400'],
    ['1.0', '"1.0"'],
    ['-0', '"-0"'],
    [' 5', '" 5"'],
    ['5\n', '"5\\n"'],
    ['NaN', '"NaN"'],
    ['plain', '"plain"'],
  ])('%j is %s', (text, json) => {
    expect(stringifyJson(parsedIo(text, false))).toBe(json)
    expect(parsedIo(text, true)).toBe(text)
  })
})

describe('a number', () => {
  it.each<[unknown, unknown]>([
    [0.5, 0.5],
    ['0.5', 0.5],
    [' 1e3 ', 1000],
    ['0.000012345678901234567', new ExactNumber('0.000012345678901234567')],
    [new ExactNumber('1546130668394913822'), new ExactNumber('1546130668394913822')],
    ['', null],
    [' ', null],
    [undefined, null],
    [null, null],
    ['Infinity', 'Infinity'],
    ['no', 'no'],
    [true, true],
    [[1], [1]],
  ])('from %j', (value, expected) => {
    expect(number(value)).toEqual(expected)
  })
})

it('only what is empty or missing becomes null, or a list without elements', () => {
  expect(['', undefined, null, 0, false, 5, ['a'], 'a'].map(word)).toEqual([null, null, null, 0, false, 5, ['a'], 'a'])
  expect([undefined, null, 'a', [1, 'b']].map(list)).toEqual([[], [], 'a', [1, 'b']])
})

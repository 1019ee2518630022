import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it, vi} from 'vitest'
import * as z from 'zod'
import {checkJson} from '../../../src/api/json/check.js'
import {ExactNumber, isNumber, readNumber} from '../../../src/api/json/exact-number.js'
import {isObject} from '../../../src/api/json/object.js'
import {MOST_LEVELS, parseJson} from '../../../src/api/json/parse.js'
import {stringifyJson} from '../../../src/api/json/stringify.js'
import {ROOT} from '../../manifest.js'
import {numbersIn, randomFrom, randomJson, randomNumber, valueOfDecimal} from './random.js'

const EXACT = [
  '1546130668394913822',
  '-9007199254740993',
  '0.1234567890123456789',
  '1E400',
  '-1e400',
  '1e-400',
  '1e99999999999',
  '1e-99999999999',
  '123456789012345678901234567890e-10',
]
const DOUBLES = ['0', '-0', '0e400', '0.0', '1.0', '1e5', '1E+5', '100000000000000000000', '9007199254740992', '0.1']
const OTHERS = ['0.30000000000000004', '1.7976931348623157e308', '5e-324', '12345678901234567000', '-1.50']

describe('a number is', () => {
  it.each(EXACT)('exact: %s', (json) => {
    const value = parseJson(json)
    expect(value).toEqual(new ExactNumber(json))
    expect(String(value)).toBe(json)
    expect(Number(value)).toBe(Number(json))
    expect(stringifyJson(value)).toBe(json)
  })

  it.each([...DOUBLES, ...OTHERS])('what JavaScript has: %s', (json) => {
    expect(parseJson(json)).toBe(JSON.parse(json))
  })

  it('an object for nobody', () => {
    const value = new ExactNumber('1e400')
    expect([isNumber(value), isNumber(1), isNumber('1'), isObject(value)]).toEqual([true, true, false, false])
  })

  it.each<[string, ExactNumber | number]>([
    [' 1546130668394913822 ', new ExactNumber('1546130668394913822')],
    ['1e400', new ExactNumber('1e400')],
    ['1e5', 100_000],
    ['00012345678901234567890', new ExactNumber('12345678901234567890')],
    ['-007.50', -7.5],
    ['+.5', 0.5],
    ['5.', 5],
    ...['', '.', '0x10', '1_000', '1e', 'NaN', 'Infinity', 'no'].map((text): [string, number] => [text, Number.NaN]),
  ])('read from the text %j', (text, number) => {
    expect(readNumber(text)).toEqual(number)
  })
})

describe('what is parsed and written again', () => {
  it.each(Array.from({length: 400}, (_, seed) => seed))('has the same numbers (seed %i)', (seed) => {
    const {json, numbers} = randomJson(randomFrom(seed))
    for (const indent of [undefined, 2]) {
      const written = stringifyJson(parseJson(json), indent)
      expect(numbersIn(written).map(valueOfDecimal), json).toEqual(numbers.map(valueOfDecimal))
      expect(JSON.stringify(JSON.parse(written))).toBe(JSON.stringify(JSON.parse(json)))
    }
  })

  it('has the same numbers in a long list', () => {
    const random = randomFrom(1)
    const numbers = Array.from({length: 20_000}, () => randomNumber(random))
    const written = numbersIn(stringifyJson(parseJson(`[${numbers.join(' ,')}]`)))
    expect(written.map(valueOfDecimal)).toEqual(numbers.map(valueOfDecimal))
  })

  it.each([
    ['{"__proto__":{"a":1e400},"a":2}'],
    ['{"__proto__":1e400}'],
    ['{"constructor":1e400,"toString":9007199254740993}'],
    ['["\\\\",1e400,"\\\\\\"",1e400,"a\\"1e400"]'],
  ])('is the same: %s', (json) => {
    expect(stringifyJson(parseJson(json))).toBe(json)
    expect(({} as {a?: unknown}).a).toBeUndefined()
  })

  it('has the last of values with the same name', () => {
    expect(stringifyJson(parseJson('{"a":1e400,"b":1,"a":9007199254740993}'))).toBe('{"a":9007199254740993,"b":1}')
  })

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"]":', '}]'],
  ])('has a thousand levels at most: %s', (open, close) => {
    const levels = MOST_LEVELS / (open.match(/[[{]/g)?.length ?? 1)
    const nested = (count: number) => `${open.repeat(count)}1e400${close.repeat(count)}`
    expect(stringifyJson(parseJson(`[${Array(3).fill(nested(levels - 1))}]`))).toContain(nested(levels - 1))
    expect(() => parseJson(nested(levels + 1))).toThrow(RangeError)
  })
})

describe('parseJson', () => {
  it.each([
    '',
    '01',
    '1.',
    '-',
    '[1e400,]',
    '{1546130668394913822:1}',
    '{"a":1546130668394913822',
    '[1546130668394913822 "a"]',
    '01546130668394913822',
    '1546130668394913822.',
    '--1546130668394913822',
    '"1546130668394913822',
    '[1e400}',
  ])('refuses %j as JSON.parse does', (json) => {
    const refusal = (parse: (json: string) => unknown) => {
      try {
        return parse(json)
      } catch (error) {
        return String(error)
      }
    }
    expect(refusal(parseJson)).toBe(refusal(JSON.parse))
    expect(refusal(parseJson)).toMatch(/^SyntaxError: /)
  })

  it.each([
    [
      'ids, times, prices, numbers in text',
      '{"id":"9007199254740993","at":"2026-11-21T22:53:14.635Z","cost":0.0000975}',
      1,
    ],
    ['doubles with all their digits', '[0.30000000000000004,0.8666666666666667,-1.2345678901234568e-7]', 1],
    ['a number that is exact', '{"id":9007199254740993}', 2],
  ])('parses %s so often', (_, json, times) => {
    const native = vi.spyOn(JSON, 'parse')
    parseJson(json)
    expect(native).toHaveBeenCalledTimes(times)
  })
})

describe('checkJson', () => {
  const schema = z.looseObject({cost: z.number().max(10), more: z.union([z.number(), z.string()]).optional()})

  it.each([
    ['{"cost":0.1234567890123456789}', true],
    ['{"cost":1,"more":9007199254740993,"other":1e400}', true],
    ['{"cost":1546130668394913822}', false],
    ['{"cost":1e400}', false],
    ['{"cost":"0.1234567890123456789"}', false],
  ])('%s: %s', (json, fine) => {
    expect(checkJson(schema, parseJson(json)).success).toBe(fine)
  })
})

it('what comes from servers and people is parsed and written nowhere else', () => {
  const folders = ['api', 'base/command', 'base/input', 'base/output', 'base/raw', 'commands']
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, 'src', folder), {recursive: true, encoding: 'utf8'}).map((file) => join(folder, file)),
  )
  const others = files.filter(
    (file) => file.endsWith('.ts') && /JSON\.(parse|stringify)\(/.test(readFileSync(join(ROOT, 'src', file), 'utf8')),
  )
  const json = ['check', 'parse', 'stringify'].map((name) => join('api', 'json', `${name}.ts`))
  expect(others.sort()).toEqual([...json, join('base', 'output', 'redact-fields.ts')])
})

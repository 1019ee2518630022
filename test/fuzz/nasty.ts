import fc from 'fast-check'
import type {Edit} from './case.js'

/** Names that every JavaScript object has, and others that programs stumble over. */
export const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '',
  ' ',
  '.',
  '..',
  'a.b',
  '$ref',
]

/** Text that terminals obey, that has no glyph, that is no Unicode, or that looks like something else. */
export const TEXTS = [
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31m',
  'a\u202eb\u2066c\u061cd',
  '\u200b\u200e\ufeff\u00ad',
  'line\nline\r\n\tline\u2028\u2029',
  '\b\b\u007f\0',
  '\ud800',
  'ok\udfff',
  '漢字🏳️‍🌈e\u0301',
  '1546130668394913822',
  '1e400',
  'NaN',
  'null',
  '=cmd()|x',
  '%00%2F%',
  '@file',
  '-',
  '--json',
  '{"a":',
  '<!DOCTYPE html><html>',
  "' OR 1=1 --",
  '${jndi:x}',
  '2026-13-45T99:99:99Z',
]

/** Text of any kind. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...TEXTS, ...NAMES),
  fc.string({unit: 'binary', maxLength: 20}),
  fc.string({maxLength: 40}),
)

const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 2 ** 53, -0, '', [], {}, [null], [[]], [0], {data: []}),
  text,
  fc.array(fc.constantFrom<unknown>(null, 'x', 1, {}, []), {maxLength: 3}),
)

/** One change of an answer. */
export const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(5000),
  to: fc.oneof(
    {weight: 6, arbitrary: fc.record({value})},
    {weight: 2, arbitrary: fc.constantFrom('double' as const, 'remove' as const)},
    {weight: 2, arbitrary: fc.record({rename: fc.constantFrom(...NAMES, ...TEXTS)})},
    {
      weight: 1,
      arbitrary: fc.record({number: fc.constantFrom('1e400', '-0', '1546130668394913822', '0.10', '1E-400')}),
    },
    {weight: 1, arbitrary: fc.record({nest: fc.constantFrom(50, 1000, 6000)})},
    {weight: 1, arbitrary: fc.record({long: fc.constantFrom(1000, 100_000)})},
  ),
})

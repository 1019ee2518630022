import fc from 'fast-check'

/** Text that looks like something else, or that programs like to tidy up. */
const TEXTS = [
  '',
  ' ',
  'null',
  'true',
  '-1.50',
  '007',
  ' 5 ',
  '1e5',
  '9007199254740993',
  '"quoted"',
  '{"a":1}',
  '[1',
  '""',
  '-',
  '--json',
  '@file',
  '@@x',
  '@@@x',
  '@@@langfuseMedia:type=image/png|id=x|source=bytes@@@',
  '---\nuser: {{q}} # b',
  'a\r\nb\rc\n\n',
  '\ufeffmark',
  'e\u0301 \u2028 \u202e',
  '\u001b[1m\u007f\u0085',
  '=1+1',
  'a\tb\\t',
  '漢字🏳️‍🌈',
]

/** Any text that databases take: no NUL, no half of a surrogate pair. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({unit: 'binary', maxLength: 12}).map((made) => made.replaceAll('\0', '0')),
)

/** Text with something to see at both ends. */
export const trimmed: fc.Arbitrary<string> = text.map((made) => made.trim()).filter((made) => made !== '')

/** A number of JSON, which is a double everywhere. */
export const number: fc.Arbitrary<number> = fc
  .oneof(fc.integer(), fc.double({noNaN: true, noDefaultInfinity: true}), fc.constantFrom(2 ** 53, 0.1, 1e21, 5e-324))
  .map((made) => made + 0)

/** Any JSON. */
export const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    text,
    number,
    fc.constantFrom(true, false, null),
    fc.array(tie('value'), {maxLength: 3}),
    fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'a.b', 'length')), tie('value'), {maxKeys: 3}),
  ),
})).value

/** A JSON object. */
export const object: fc.Arbitrary<unknown> = fc.dictionary(text, json, {maxKeys: 4})

/** Messages of a chat. */
export const messages: fc.Arbitrary<unknown> = fc.array(fc.record({role: text, content: text}), {maxLength: 3})

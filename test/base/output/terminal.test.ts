import {describe, expect, it} from 'vitest'
import {sanitizeForTerminal} from '../../../src/base/output/terminal.js'

const every = Array.from({length: 0x110000}, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff)
const gone = every.filter(
  (code) => sanitizeForTerminal(`a${String.fromCodePoint(code)}b`) !== `a${String.fromCodePoint(code)}b`,
)

describe('text for a terminal', () => {
  it.each([
    ['C0', /[\0-\u0008\u000b-\u001f]/u, 30],
    ['delete and C1', /[\u007f-\u009f]/u, 33],
    ['directions', /\p{Bidi_Control}/u, 12],
    ['signs without a glyph', /\p{Default_Ignorable_Code_Point}/u, 4170],
    ['separators of lines', /[\u2028\u2029]/u, 2],
  ])('shows %s, of which none gets through', (_, kind, least) => {
    const all = every.filter((code) => kind.test(String.fromCodePoint(code)))
    expect(all.length).toBeGreaterThanOrEqual(least)
    expect(all.filter((code) => !gone.includes(code))).toEqual([])
  })

  it('leaves letters, marks, signs, lines and tabs of all scripts alone', () => {
    const kept = every.filter((code) => /[\p{L}\p{M}\p{N}\p{P}\p{S}\n\t ]/u.test(String.fromCodePoint(code)))
    const ignorable = /\p{Default_Ignorable_Code_Point}/u
    expect(kept.filter((code) => gone.includes(code) && !ignorable.test(String.fromCodePoint(code)))).toEqual([])
  })

  it.each(['🏳️‍🌈', '👩🏽‍💻', '❤️', 'می‌خواهم', 'क्‍ष', 'e\u0301', '漢字', 'a\nb\tc'])('leaves %s as it is', (text) => {
    expect(sanitizeForTerminal(text)).toBe(text)
  })

  it.each([
    ['a\u001b[2Jb', 'a␛[2Jb'],
    ['a\u009b2Jb', 'a<U+009B>2Jb'],
    ['a\u202eb', 'a<U+202E>b'],
    ['pro\u200bduction', 'pro<U+200B>duction'],
    ['a\r\nb\rc', 'a\nb␍c'],
  ])('%j is %j', (text, shown) => {
    expect(sanitizeForTerminal(text)).toBe(shown)
  })
})

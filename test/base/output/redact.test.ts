import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {redact} from '../../../src/base/output/redact.js'

const SECRET = 'sk-own-0f9/e8+d7=c6_b5'
const hex = (text: string) => Buffer.from(text).toString('hex')
const letters = (one: (code: string) => string) => [...SECRET].map((letter) => one(hex(letter))).join('')

const FORMS: [string, string][] = [
  ['as it is', SECRET],
  ['in base64', Buffer.from(SECRET).toString('base64')],
  ['in base64url', Buffer.from(SECRET).toString('base64url')],
  ['in hex', hex(SECRET)],
  ['in HEX', hex(SECRET).toUpperCase()],
  ['in a URL', encodeURIComponent(SECRET)],
  ['in a URL of a URL', encodeURIComponent(encodeURIComponent(SECRET))],
  ['in percent', letters((code) => `%${code}`)],
  ['in JSON', letters((code) => `\\u00${code}`)],
  ['in JSON of JSON', letters((code) => `\\\\u00${code}`)],
  ['in HTML', letters((code) => `&#x${code};`)],
  ['in upper case', SECRET.toUpperCase()],
  ['with signs without a glyph', [...SECRET].join('\u200d')],
  ['with pictures of such signs', `${SECRET.slice(0, 5)}\u241b${SECRET.slice(5)}`],
  ['folded', `${SECRET.slice(0, 9)}\r\n${SECRET.slice(9)}`],
]

describe('a secret', () => {
  it.each(FORMS)('is cut out %s', (_, form) => {
    expect(redact(`key ${form} refused`, [SECRET])).toBe('key … refused')
  })

  it('is cut out of base64 of a longer text, wherever it begins there', () => {
    for (const before of ['', 'a', 'ab', 'user:']) {
      const shown = redact(Buffer.from(`${before}${SECRET}!`).toString('base64'), [SECRET])
      expect(Buffer.from(shown, 'base64').toString('latin1')).not.toContain(SECRET.slice(2, 9))
      expect(shown.length).toBeLessThan(14)
    }
  })

  it('of another project is cut out by its look, with signs without a glyph too', () => {
    expect(redact('sk-lf-1a2b sk\u200b-lf-\u202e1a2b3c', [])).toBe('sk-lf-… sk-lf-…')
  })

  it('may be any text', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme-ascii', minLength: 6}), (secret) => {
        expect(redact(`<${secret}>`, [secret])).toBe('<…>')
      }),
      {seed: 1, numRuns: 300},
    )
  })

  it('leaves other text alone', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary-ascii', maxLength: 200}), (text) => {
        fc.pre(!/sk-|basic|bearer/i.test(text))
        expect(redact(text, [SECRET])).toBe(text)
      }),
      {seed: 1, numRuns: 300},
    )
  })
})

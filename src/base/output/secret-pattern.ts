/** Characters without a glyph, which may stand between the letters of a secret, and the pictures that stand for them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2400-\u2421\ufffd]/gu

function literal(character: string): string {
  return /[\w\s]/.test(character) ? character : character.replaceAll(/[\s\S]/g, (unit) => `\\u${hexOf(unit, 4)}`)
}

function hexOf(unit: string, digits: number): string {
  return unit.charCodeAt(0).toString(16).padStart(digits, '0')
}

/** A character as URLs, JSON, JavaScript and HTML may write it, also when they are nested. */
function anyForm(character: string): string {
  if (character > '\u007f') return literal(character)
  const hex = hexOf(character, 2)
  const escapes = `%(?:25)*${hex}|\\\\+(?:u00|x)${hex}|\\\\+u\\{0*${hex}\\}|&(?:amp;)*#(?:0*${character.charCodeAt(0)}|x0*${hex});`
  return `(?:${literal(character)}|${escapes})`
}

/** Base64 of the bytes, in both alphabets and wherever they begin in what was encoded; the first digit that other bytes share is left. */
function base64Patterns(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    const own = whole.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + bytes.length) * 4) / 3))
    const digits = [...own].map((digit) => ({'+': '(?:[+-]|%2b)', '/': '(?:[/_]|%2f)'})[digit] ?? digit)
    return `${digits.join('')}[\\w+/-]?={0,2}`
  })
}

const patterns = new Map<string, RegExp>()

function patternOf(secret: string): RegExp {
  let pattern = patterns.get(secret)
  if (!pattern) {
    const seen = secret.replaceAll(UNSEEN, '')
    const bytes = Buffer.from(secret)
    const forms = [[...seen].map(anyForm).join(''), bytes.toString('hex'), ...base64Patterns(bytes)]
    pattern = new RegExp(forms.filter((form) => form !== '').join('|'), 'gi')
    patterns.set(secret, pattern)
  }
  return pattern
}

/**
 * Replaces what a pattern finds in a text that is looked at without the characters that have no glyph.
 * @param replacement as of `String.replace`
 */
export function replaceSeen(text: string, pattern: RegExp, replacement: string): string {
  const places: number[] = []
  let seen = ''
  let at = 0
  for (const part of text.split(UNSEEN)) {
    for (let index = 0; index < part.length; index++) places.push(at + index)
    seen += part
    at += part.length
    at += text.codePointAt(at) === undefined ? 0 : String.fromCodePoint(text.codePointAt(at) ?? 0).length
  }
  let shown = ''
  let end = 0
  for (const match of seen.matchAll(pattern)) {
    if (match[0] === '') continue
    const first = places[match.index] ?? 0
    shown += text.slice(end, first) + match[0].replace(new RegExp(pattern.source, 'i'), replacement)
    end = (places[match.index + match[0].length - 1] ?? 0) + 1
  }
  return shown + text.slice(end)
}

/** A text without a secret, in whatever form it came back: escaped, in base64 or in hex, with characters without a glyph inside. */
export function withoutSecret(text: string, secret: string): string {
  return replaceSeen(text, patternOf(secret), '…')
}

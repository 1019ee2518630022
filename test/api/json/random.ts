/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function upTo(random: () => number, most: number): number {
  return Math.floor(random() * (most + 1))
}

function digits(random: () => number, count: number): string {
  return Array.from({length: count}, () => upTo(random, 9)).join('')
}

/** A number of JSON, as it can be written: of any length, with fraction and exponent, or as JavaScript writes a double. */
export function randomNumber(random: () => number): string {
  const sign = random() < 0.3 ? '-' : ''
  if (random() < 0.2) return `${sign}${random() * 10 ** upTo(random, 30)}`
  const whole = random() < 0.3 ? '0' : `${1 + upTo(random, 8)}${digits(random, upTo(random, 24))}`
  const fraction = random() < 0.4 ? `.${digits(random, 1 + upTo(random, 24))}` : ''
  const mark = random() < 0.5 ? 'e' : 'E'
  const exponent = random() < 0.3 ? `${mark}${['', '+', '-'][upTo(random, 2)]}${upTo(random, 400)}` : ''
  return `${sign}${whole}${fraction}${exponent}`
}

const STRINGS = [
  '"a"',
  '""',
  '"1546130668394913822"',
  '": 1e400,"',
  '"\\\\"',
  '"\\"9007199254740993"',
  '"\\u0031e400\\\\"',
  '"ü😀"',
]

/** A JSON text with blanks where they may stand, and its numbers in their order. */
export function randomJson(random: () => number, depth = 4): {json: string; numbers: string[]} {
  const blank = () => ['', '', ' ', '\n\t'][upTo(random, 3)]
  const pick = random()
  if (depth === 0 || pick < 0.4) {
    const json = randomNumber(random)
    return {json: `${blank()}${json}${blank()}`, numbers: [json]}
  }
  if (pick < 0.55) return {json: STRINGS[upTo(random, STRINGS.length - 1)] ?? '""', numbers: []}
  if (pick < 0.6) return {json: ['true', 'false', 'null'][upTo(random, 2)] ?? 'null', numbers: []}
  const parts = Array.from({length: upTo(random, 4)}, () => randomJson(random, depth - 1))
  const numbers = parts.flatMap((part) => part.numbers)
  if (pick < 0.8) return {json: `[${blank()}${parts.map(({json}) => json).join(',')}]`, numbers}
  const members = parts.map(({json}, index) => `"k${index}1e400"${blank()}:${json}`)
  return {json: `{${blank()}${members.join(',')}}`, numbers}
}

/** The numbers in JSON, found in another way than the program's. */
export function numbersIn(json: string): string[] {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|-?\d[^,\]}\s]*/g) ?? []
  return tokens.filter((token) => !token.startsWith('"'))
}

/** A decimal number in one spelling: the same for the same value. */
export function valueOfDecimal(number: string): string {
  const [, sign, whole = '', fraction = '', given = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(number) ?? []
  let digits = BigInt(whole + fraction)
  let exponent = Number(given) - fraction.length
  if (digits === 0n) return '0'
  for (; digits % 10n === 0n; exponent++) digits /= 10n
  return `${sign}${digits}e${exponent}`
}

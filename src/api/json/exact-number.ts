/** Begins a string that stands for an exact number while JSON is read or written; other strings do not begin so. */
export const MARK = `exact-number-${Math.random()}:`

const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * A number of JSON that a double would change, digit for digit: 1546130668394913822, 0.1234567890123456789, 1e400.
 * `Number(…)` is the nearest double, for those who compute; only `stringifyJson` writes it as JSON.
 */
export class ExactNumber {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text
  }

  valueOf(): number {
    return Number(this.text)
  }

  toJSON(): string {
    return MARK + this.text
  }
}

/** Whether a value is a number, whatever carries it. */
export function isNumber(value: unknown): value is ExactNumber | number {
  return typeof value === 'number' || value instanceof ExactNumber
}

/** Sign, digits without the zeros around them, and power of ten: alike for `1e2`, `100` and `100.0`. */
function decimalValue(number: string): string | undefined {
  const match = NUMBER.exec(number)
  if (!match) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  let end = digits.length
  while (digits[end - 1] === '0') end--
  if (end === 0) return '0'
  return `${sign}${digits.slice(0, end)}e${Number(exponent) - fraction.length + digits.length - end}`
}

/** Whether a double that is printed again has the decimal value of a number of JSON. */
export function fitsDouble(number: string): boolean {
  const printed = String(Number(number))
  return printed === number || decimalValue(printed) === decimalValue(number)
}

/** Whether a number of JSON is a double with its 17 digits, as some programs write them: 0.10000000000000001 is 0.1. */
export function isDouble({text}: ExactNumber): boolean {
  return decimalValue(Number(text).toPrecision(17)) === decimalValue(text)
}

/** A decimal number as people write it: 5, +5, .5, 5., 007, 1e5. No hexadecimal, no Infinity. */
const DECIMAL = /^([+-]?)(?=\.?\d)0*(\d*)\.?(\d*)((?:[eE][+-]?\d+)?)$/

/** A number that was written as text, exact; NaN for what is none. */
export function readNumber(text: string): ExactNumber | number {
  const [match, sign, whole, fraction, exponent] = DECIMAL.exec(text.trim()) ?? []
  if (match === undefined) return Number.NaN
  const number = `${sign === '-' ? '-' : ''}${whole || '0'}${fraction && `.${fraction}`}${exponent}`
  return fitsDouble(number) ? Number(number) : new ExactNumber(number)
}

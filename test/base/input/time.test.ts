import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {localTime, parseDuration, parseTime, parseTimeout} from '../../../src/base/input/time.js'

let zone: string | undefined
beforeEach(() => {
  zone = process.env.TZ
  process.env.TZ = 'Europe/Berlin'
})
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

const NOW = '2026-11-20T14:03:09.500Z'

function read(text: string, now = NOW) {
  return parseTime(text, 'from', new Date(now))
}

describe('parseTime', () => {
  it.each([
    ['2026-11-20T14:00:00Z', '2026-11-20T14:00:00.000Z'],
    ['2026-11-20T14:00Z', '2026-11-20T14:00:00.000Z'],
    ['2026-11-20T14:00:00.123456Z', '2026-11-20T14:00:00.123Z'],
    ['2026-11-20T14:00:00+02:00', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20T14:00:00-05:30', '2026-11-20T19:30:00.000Z'],
    ['2026-11-20T14:00:00', '2026-11-20T13:00:00.000Z'],
    ['2026-11-20 14:00', '2026-11-20T13:00:00.000Z'],
    ['2026-07-20T14:00', '2026-07-20T12:00:00.000Z'],
    ['now', NOW],
    ['0s', NOW],
    ['90s', '2026-11-20T14:01:39.500Z'],
    ['90m', '2026-11-20T12:33:09.500Z'],
    ['24h', '2026-11-19T14:03:09.500Z'],
    ['7d', '2026-11-13T14:03:09.500Z'],
    ['2w', '2026-11-06T14:03:09.500Z'],
    [' 7d ', '2026-11-13T14:03:09.500Z'],
    ['24H', '2026-11-19T14:03:09.500Z'],
    ['7D', '2026-11-13T14:03:09.500Z'],
    ['2026-11-20t14:00:00.5z', '2026-11-20T14:00:00.500Z'],
    ['2026-11-20T14:00:00.9999999Z', '2026-11-20T14:00:00.999Z'],
    ['2026-11-20 14:00:00.25+0200', '2026-11-20T12:00:00.250Z'],
    ['2026-11-20T24:00Z', '2026-11-21T00:00:00.000Z'],
  ])('%s is a moment', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    ['2026-11-20', '2026-11-19T23:00:00.000Z'],
    ['2026-12-31', '2026-12-30T23:00:00.000Z'],
    ['2028-02-29', '2028-02-28T23:00:00.000Z'],
    ['0099-12-31', '0099-12-30T23:06:32.000Z'],
    ['today', '2026-11-19T23:00:00.000Z'],
    ['yesterday', '2026-11-18T23:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ])('%s is the moment at which that local day begins', (text, begin) => {
    expect(read(text)).toBe(begin)
  })

  it('counts days back over a change of the clock', () => {
    expect(read('yesterday', '2026-03-30T10:00:00Z')).toBe('2026-03-28T23:00:00.000Z')
    expect(read('yesterday', '2026-10-26T00:30:00Z')).toBe('2026-10-24T22:00:00.000Z')
  })

  it('knows no midnight that was skipped', () => {
    process.env.TZ = 'America/Santiago'
    expect(read('2026-09-06')).toBe('2026-09-06T04:00:00.000Z')
    expect(read('2026-09-07')).toBe('2026-09-07T03:00:00.000Z')
  })

  it.each([
    '2026-02-30',
    '2027-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-00',
    '2026-02-30T10:00:00Z',
    '2026-11-20T25:00:00Z',
    '2026-11-20T10:61:00Z',
    '2026-11-20T10:00:00+99:00',
    '20.11.2026',
    '11/20/2026',
    '2026-11',
    '2026',
    '2026-11-20 14:00 EST',
    '2026-11-20 14:00 (or so)',
    '2026-11-20T14:00:00,5Z',
    '2026-11-20T14:00:60Z',
    '2026-11-20T14Z',
    '2026-11-20Z',
    '1763640000',
    '1763640000000',
    '30M',
    '1mo',
    '2 months',
    '1.5h',
    'Now',
    'tomorrow',
    '7 days',
    '-7d',
    '7y',
    '99999999999w',
    '',
    ' ',
  ])('refuses %o', (text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({code: 'usage', message: `--from: "${text}" is not a valid time`}),
    )
  })

  it.each([
    ['1M', 'm is minutes'],
    ['1mo', '30d'],
    ['1763640000', 'seconds or milliseconds'],
    ['soon', '2026-11-20T14:00:00Z'],
  ])('%s: says what could be meant', (text, words) => {
    expect(() => read(text)).toThrow(expect.objectContaining({hint: expect.stringContaining(words)}))
  })
})

describe('parseDuration', () => {
  it.each([
    ['30', 30_000],
    ['30s', 30_000],
    ['0.5s', 500],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['0', 0],
  ])('%s', (text, ms) => {
    expect(parseDuration(text, '--max-wait')).toBe(ms)
  })

  it.each(['', 'soon', '-1', '1d', '30ms', '1e3', '1,5', 'Infinity'])('refuses %o', (text) => {
    expect(() => parseDuration(text, '--max-wait')).toThrow(`--max-wait: "${text}" is not a valid duration`)
  })
})

describe('parseTimeout', () => {
  it.each([
    ['30', 30_000],
    ['3600', 3_600_000],
    ['60m', 3_600_000],
    ['1h', 3_600_000],
  ])('%s', (text, ms) => {
    expect(parseTimeout(text)).toBe(ms)
  })

  it.each([
    ['0', 'no time'],
    ['0s', 'no time'],
    ['3601', 'over an hour'],
    ['30000', 'over an hour'],
    ['2h', 'over an hour'],
  ])('refuses %s', (text, words) => {
    expect(() => parseTimeout(text)).toThrow(words)
  })
})

describe('localTime', () => {
  it.each([
    ['2026-11-20T14:03:09.500Z', '2026-11-20 15:03'],
    ['2026-07-01T22:03:00.000Z', '2026-07-02 00:03'],
    ['never', 'never'],
    ['', ''],
  ])('%s', (iso, expected) => {
    expect(localTime(iso)).toBe(expected)
  })
})
